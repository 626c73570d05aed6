//! Whose page this is, where one is, and the other language.

use bankident_wire::Step;

use super::{
    element::{View, element},
    t,
};
use crate::{
    copy::{Copy, Lang, args},
    journey::Journey,
    partner, platform,
};

pub fn header(copy: Copy, journey: Journey) -> View {
    let on_the_way = move || place(journey.step()).is_some();
    let place = move || place(journey.step()).unwrap_or_default();
    let caption = move || copy.text_with("progress", &args!["place" => place(), "of" => SCREENS]);
    let languages = element("div")
        .class("languages")
        .attr("role", "group")
        .attr_of("aria-label", t("language-switch"))
        .children(Lang::all().iter().map(|lang| language_button(copy, *lang)));
    let inner = element("div").class("header-inner").child(brand_view()).child(languages);
    let bar = element("progress")
        .attr("max", &SCREENS.to_string())
        .attr_of("value", move || place().to_string())
        .attr_of("aria-label", caption);
    let progress = element("div")
        .class("progress")
        .flag("hidden", move || !on_the_way())
        .child(bar)
        .child(element("p").class("progress-words").attr("aria-hidden", "true").words(caption));
    element("header").class("header").child(inner).child(progress)
}

/// The header of a page without a journey.
pub fn header_of_brand() -> View {
    let inner = element("div").class("header-inner").child(brand_view());
    element("header").class("header").child(inner)
}

/// Who is speaking: the partner whose page it is, or the wizard itself.
pub fn brand() -> String {
    partner::name().unwrap_or_else(|| "Bankident".to_owned())
}

fn brand_view() -> View {
    let view = element("span").class("brand");
    if partner::has_logo() {
        return view
            .child(element("span").class("brand-logo").attr("role", "img").attr("aria-label", &brand()));
    }
    view.child(element("span").class("brand-mark").attr("aria-hidden", "true")).plain(&brand())
}

fn language_button(copy: Copy, lang: Lang) -> View {
    element("button")
        .attr("type", "button")
        .attr("lang", lang.tag())
        .attr_of("aria-pressed", move || (copy.lang() == lang).to_string())
        .on_click(move || copy.switch(lang))
        .plain(&platform::endonym(lang))
}

/// The number of screens that a customer sees; the code belongs to its number.
const SCREENS: usize = 11;

/// Where a step is on the way; what is beside it has no place.
fn place(step: Step) -> Option<usize> {
    let index = Step::ALL.iter().position(|known| *known == step)?;
    let place = if step > Step::Mobile { index } else { index + 1 };
    (place <= SCREENS).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_screen_is_the_end_of_the_way() {
        assert_eq!(place(Step::Terms), Some(1));
        assert_eq!(place(Step::Mobile), place(Step::MobileCode));
        assert_eq!(place(Step::Done), Some(SCREENS));
        assert_eq!(place(Step::Rejected), None);
    }
}
