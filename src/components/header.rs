//! Whose page this is, where one is, and the other language.

use bankident_wire::Step;

use super::{
    element::{View, element},
    t,
};
use crate::{
    copy::{Copy, Lang, args},
    journey::Journey,
};

pub fn header(copy: Copy, journey: Journey) -> View {
    let place = move || place(journey.step());
    let caption = move || copy.text_with("progress", &args!["place" => place(), "of" => SCREENS]);
    let mark = element("span").class("brand-mark").attr("aria-hidden", "true");
    let languages = element("div")
        .class("languages")
        .attr("role", "group")
        .attr_of("aria-label", t("language-switch"))
        .children(Lang::ALL.map(|lang| language_button(copy, lang)));
    let inner = element("div")
        .class("header-inner")
        .child(element("span").class("brand").child(mark).plain("Bankident"))
        .child(languages);
    let bar = element("progress")
        .attr("max", &SCREENS.to_string())
        .attr_of("value", move || place().to_string())
        .attr_of("aria-label", caption);
    let progress = element("div")
        .class("progress")
        .child(bar)
        .child(element("p").class("progress-words").attr("aria-hidden", "true").words(caption));
    element("header").class("header").child(inner).child(progress)
}

fn language_button(copy: Copy, lang: Lang) -> View {
    element("button")
        .attr("type", "button")
        .attr("lang", lang.tag())
        .attr_of("aria-pressed", move || (copy.lang() == lang).to_string())
        .on_click(move || copy.switch(lang))
        .plain(lang.endonym())
}

/// The number of screens that a customer sees; the code belongs to its number.
const SCREENS: usize = Step::ALL.len() - 1;

fn place(step: Step) -> usize {
    let index = Step::ALL.iter().position(|known| *known == step).unwrap_or_default();
    if step > Step::Mobile { index } else { index + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_screen_is_the_end_of_the_way() {
        assert_eq!(place(Step::Terms), 1);
        assert_eq!(place(Step::Mobile), place(Step::MobileCode));
        assert_eq!(place(Step::Done), SCREENS);
    }
}
