//! Reads how a partner's customers reach its support.

use bankident_wire::SupportLink;

use super::{
    checks::{is_mailbox, telephone},
    entries::SupportEntry,
    mistakes::Mistakes,
};

/// The ways to reach support; those by which somebody answers at once come first. The page is checked with the other addresses.
pub fn links(
    mistakes: &mut Mistakes<'_>,
    key: &str,
    SupportEntry { phone, mail, page }: SupportEntry,
) -> Vec<SupportLink> {
    let mut links = Vec::new();
    if let Some(phone) = phone {
        match telephone(phone.get_ref()) {
            Some(href) => links.push(SupportLink { href, text: Some(phone.into_inner()) }),
            None => {
                let what = "a number begins with + and its country, as in +49 30 1234567";
                mistakes.complain(&format!("{key}.phone"), &phone, what);
            }
        }
    }
    if let Some(mail) = mail {
        if !is_mailbox(mail.get_ref()) {
            mistakes.complain(&format!("{key}.mail"), &mail, "an address as in help@partner.example");
        }
        let text = mail.into_inner();
        links.push(SupportLink { href: format!("mailto:{text}"), text: Some(text) });
    }
    links.extend(page.map(|page| SupportLink { href: page.into_inner(), text: None }));
    links
}
