//! `POST /api/journey/contract`: the customer has the documents and wants to sign. The code goes out by SMS.

use bankident_wire::Step;

use crate::{
    domain::identification::{Identification, SIGNATURE_CODE_PAUSE},
    error::ApiError,
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/contract`
pub async fn submit(mut journey: JourneyContext) -> Answer {
    if !journey.shows(Step::Contract) {
        return journey.answer().await;
    }
    if !has_the_documents(&journey).await? {
        return Err(ApiError::DocumentsUnread);
    }
    // The customer came back while a code was on its way. That code is valid; a second one would be refused.
    let registered = journey.application.facts.registered();
    let code_is_fresh = registered.and_then(|registered| registered.mobile.identification()).is_some_and(
        |identification| matches!(identification, Identification::CodeSent(code) if journey.now < code.sent_at + SIGNATURE_CODE_PAUSE),
    );
    if !code_is_fresh {
        journey.send_signature_code().await?;
    }
    journey.application.revisiting = None;
    journey.answer().await
}

/// Whether the customer has every byte of every document ("Display contract(s)" before the signing: the guide, Step 5).
async fn has_the_documents(journey: &JourneyContext) -> Result<bool, ApiError> {
    let documents = journey.application.documents();
    let ids = documents.iter().map(|document| document.shown.id.as_str());
    Ok(!documents.is_empty() && journey.state.store.delivered_whole(journey.id(), ids).await?)
}
