//! `POST /api/journey/contract`: the customer has read the documents and wants to sign; the code goes out by SMS.

use bankident_wire::Step;

use crate::{
    application::{Identification, SIGNATURE_CODE_PAUSE},
    visit::{Answer, Visit},
};

pub async fn submit(mut visit: Visit) -> Answer {
    if !visit.shows(Step::Contract) {
        return visit.answer().await;
    }
    // Read again while a code is on its way: that one is still good, and another one would not be.
    let registered = visit.application.facts.registered();
    let code_is_fresh = registered.and_then(|registered| registered.mobile.identification()).is_some_and(
        |identification| matches!(identification, Identification::CodeSent(code) if visit.now < code.sent_at + SIGNATURE_CODE_PAUSE),
    );
    if !code_is_fresh {
        visit.send_signature_code().await?;
    }
    visit.application.shown_again = None;
    visit.answer().await
}
