//! Reads which properties of a person a partner has its customers asked.

use bankident_wire::{Field, Kind, PROPERTIES, Property};
use toml::Spanned;

use super::mistakes::Mistakes;

/// The questions, in the partner's order. An object stands for all its parts. What every customer is asked may be named; it is
/// not asked twice.
pub fn questions(mistakes: &mut Mistakes<'_>, key: &str, names: &[Spanned<String>]) -> Vec<Field> {
    let mut asked = Vec::new();
    for name in names {
        let wanted = name.get_ref();
        let is_part =
            |property: &Property| property.name.split_once('.').is_some_and(|(object, _)| object == wanted);
        let named = PROPERTIES.iter().find(|property| property.name == wanted);
        let is_asked_anyway = named.is_some_and(|property| property.kind == Kind::AskedAnyway);
        let fits = |field: &Field| {
            let is_it = |property| property == wanted;
            is_it(field.name()) || (!is_asked_anyway && field.property().is_some_and(is_part))
        };
        let fields: Vec<Field> = Field::properties().filter(fits).collect();
        if fields.is_empty() && !is_asked_anyway {
            let known: Vec<&str> = PROPERTIES.iter().map(|property| property.name).collect();
            mistakes.complain(
                key,
                name,
                format!("the properties that can be asked are {}", known.join(", ")),
            );
        }
        for field in fields {
            field.ask_also(&mut asked);
        }
    }
    asked
}
