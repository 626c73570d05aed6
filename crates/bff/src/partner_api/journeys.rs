//! Begins, shows and erases journeys.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use bankident_wire::{AddressDraft, FieldError, FieldProblem, MobileNumber, PersonDraft, PostalAddressDraft};
use chrono::{DateTime, Utc};
use rand::Rng;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    caller::{Body, Caller},
    existing,
    problem::{Mistake, Problem},
    responses::{BodyProblems, CallProblems, NotFoundProblem, UpstreamProblem},
};
use crate::{
    domain::{
        application::{Application, Facts},
        language::Locale,
        partner_event::JourneyResource,
        partner_journey::{PartnerJourney, Prefill, ReturnUrls, START_WITHIN},
        session::StartToken,
    },
    journey::context::JourneyContext,
    partners::is_safe_url,
    state::AppState,
};

/// The longest reference of a partner, in characters.
const LONGEST_REFERENCE: usize = 100;

/// What a journey begins with. Everything may be left out.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewJourney {
    /// A language of the wizard; else the customer's browser decides.
    locale: Option<Locale>,
    /// What is known about the customer already. It is shown as if they had typed it.
    person: KnownPerson,
    /// A person who exists at Solaris: with a verified number the journey begins at `iban`, without at `mobile`. Not
    /// together with `person`.
    person_id: Option<String>,
    /// Your own name for the journey, letters, digits and `._:-`, at most 100: nothing personal.
    reference: Option<String>,
    /// Where to go afterwards, where the wizard is not in a frame of your page.
    return_urls: ReturnUrls,
}

/// The names and forms of Solaris' person; all of it may be left out.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KnownPerson {
    /// `MR` or `MS`
    salutation: String,
    first_name: String,
    last_name: String,
    /// `1978-07-15`
    birth_date: String,
    birth_city: String,
    /// ISO 3166-1 alpha-2
    birth_country: String,
    /// ISO 3166-1 alpha-2
    nationality: String,
    address: KnownAddress,
    email: String,
    /// E.164, `+4915112345678`
    mobile_number: String,
}

#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KnownAddress {
    line_1: String,
    line_2: String,
    postal_code: String,
    city: String,
    /// ISO 3166-1 alpha-2
    country: String,
}

/// A journey that was begun.
#[derive(Serialize, ToSchema)]
pub struct CreatedJourney {
    #[serde(flatten)]
    journey: JourneyResource,
    /// For the customer's browser, once: `token` of the embed script.
    start_token: String,
    /// Until when it can be used.
    start_by: DateTime<Utc>,
    /// The wizard by itself, for a web view or a link: the start token stands behind the `#`, where no server sees it.
    url: String,
}

/// Begins a journey.
#[utoipa::path(
    post,
    path = "/journeys",
    tag = "journeys",
    request_body = NewJourney,
    responses(
        (status = 201, body = CreatedJourney),
        CallProblems,
        BodyProblems,
        UpstreamProblem,
    )
)]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Body(new): Body<NewJourney>,
) -> Result<Response, Problem> {
    let now = state.clock.now();
    let prefill = new.check(now)?;
    let facts = match &new.person_id {
        Some(person_id) => existing::facts_of(&state, &caller.partner.id, person_id).await?,
        None => Facts::Unconsented,
    };
    let mut id = [0; 16];
    let token = {
        let mut randomness = rand::rng();
        randomness.fill_bytes(&mut id);
        match facts {
            Facts::Unconsented => StartToken::generate(&caller.partner.id, &mut randomness),
            _ => StartToken::generate_for_known_person(&caller.partner.id, &mut randomness),
        }
    };
    let locale = new.locale.map(Locale::into_tag);
    let token = match &locale {
        Some(tag) => token.in_language(tag),
        None => token,
    };
    let partner_journey = PartnerJourney {
        partner: caller.partner.id.clone(),
        journey_id: format!("jrn_{}", hex::encode(id)),
        reference: new.reference,
        locale: locale.clone(),
        return_urls: new.return_urls,
        prefill,
        created_at: now,
        start_by: now + START_WITHIN,
        started_at: None,
    };
    let start_by = partner_journey.start_by;
    let application = Application::for_partner(now, partner_journey, facts);
    state.store.begin_for_partner(&token.hash(), &application).await?;
    let journey = JourneyResource::of(&application, now).ok_or(Problem::NotFound)?;
    let start_token = token.into_token();
    let wish = locale.map(|tag| format!("?locale={tag}")).unwrap_or_default();
    let url = format!("{}/p/{}{wish}#start={start_token}", state.public_url, caller.partner.id);
    Ok(caller.answer(StatusCode::CREATED, CreatedJourney { journey, start_token, start_by, url }))
}

/// Where a journey stands.
#[utoipa::path(
    get,
    path = "/journeys/{id}",
    tag = "journeys",
    params(("id" = String, Path, description = "The journey's id")),
    responses(
        (status = 200, body = JourneyResource),
        CallProblems,
        NotFoundProblem,
    )
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let application = find(&state, &caller, &id).await?;
    let journey = JourneyResource::of(&application, state.clock.now()).ok_or(Problem::NotFound)?;
    Ok(caller.answer(StatusCode::OK, journey))
}

/// Erases everything personal in a journey, which ends it. What Solaris knows stays there.
#[utoipa::path(
    delete,
    path = "/journeys/{id}",
    tag = "journeys",
    params(("id" = String, Path, description = "The journey's id")),
    responses(
        (status = 204, description = "Erased, now or before"),
        CallProblems,
        NotFoundProblem,
    )
)]
pub async fn erase(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = state.store.of_partner(&caller.partner.id, &id).await?.ok_or(Problem::NotFound)?;
    let mut journey = JourneyContext::in_background(state, id).await?.ok_or(Problem::NotFound)?;
    journey.application.erase();
    journey.save().await?;
    Ok(caller.nothing())
}

/// The journey with this id, if it is the caller's.
pub async fn find(state: &AppState, caller: &Caller, id: &str) -> Result<Application, Problem> {
    let journey = state.store.of_partner(&caller.partner.id, id).await?.ok_or(Problem::NotFound)?;
    Ok(state.store.load(journey).await?.ok_or(Problem::NotFound)?.application)
}

impl NewJourney {
    fn check(&self, now: DateTime<Utc>) -> Result<Prefill, Problem> {
        let mut mistakes = Vec::new();
        if let Some(reference) = &self.reference {
            let known = |c: char| c.is_ascii_alphanumeric() || "._:-".contains(c);
            if reference.is_empty() || reference.len() > LONGEST_REFERENCE || !reference.chars().all(known) {
                mistakes.push(Mistake::at("/reference", "invalid"));
            }
        }
        let urls = [("complete", &self.return_urls.complete), ("stopped", &self.return_urls.stopped)];
        for (name, url) in urls {
            if url.as_ref().is_some_and(|url| !is_safe_url(url)) {
                mistakes.push(Mistake::at(format!("/return_urls/{name}"), "invalid"));
            }
        }
        let prefill = self.person.prefill(now, &mut mistakes);
        if self.person_id.is_some() && prefill != Prefill::default() {
            mistakes.push(Mistake::at("/person", "not-with-person-id"));
        }
        if mistakes.is_empty() { Ok(prefill) } else { Err(Problem::Invalid(mistakes)) }
    }
}

impl KnownPerson {
    /// Checks the given values. The customer will answer the missing ones.
    fn prefill(&self, now: DateTime<Utc>, mistakes: &mut Vec<Mistake>) -> Prefill {
        let person = PersonDraft {
            salutation: self.salutation.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            birth_date: self.birth_date.clone(),
            birth_city: self.birth_city.clone(),
            birth_country: self.birth_country.clone(),
            nationality: self.nationality.clone(),
        };
        let KnownAddress { line_1, line_2, postal_code, city, country } = &self.address;
        let address = AddressDraft {
            address: PostalAddressDraft {
                line_1: line_1.clone(),
                line_2: line_2.clone(),
                postal_code: postal_code.clone(),
                city: city.clone(),
                country: country.clone(),
            },
            email: self.email.clone(),
        };
        let mut note = |errors: Vec<FieldError>| {
            let wrong = errors.iter().filter(|error| error.problem != FieldProblem::Missing);
            mistakes.extend(wrong.map(|error| Mistake::in_field("/person", error)));
        };
        note(person.parse(now.date_naive()).err().unwrap_or_default());
        note(address.parse().err().unwrap_or_default());
        // In a list of choices an unknown word counts as `missing`. Here it was given, so it is `invalid`.
        let chosen = [
            ("salutation", &self.salutation),
            ("birth_country", &self.birth_country),
            ("nationality", &self.nationality),
        ];
        let unheard_of = person.parse(now.date_naive()).err().unwrap_or_default();
        for (name, said) in chosen {
            if !said.is_empty() && unheard_of.iter().any(|error| error.field.name() == name) {
                mistakes.push(Mistake::at(format!("/person/{name}"), "invalid"));
            }
        }
        let number = match MobileNumber::parse(&self.mobile_number) {
            Ok(number) => Some(number),
            Err(FieldProblem::Missing) => None,
            Err(problem) => {
                mistakes.push(Mistake::at("/person/mobile_number", problem.id()));
                None
            }
        };
        Prefill {
            person: Some(person).filter(|person| *person != PersonDraft::default()),
            address: Some(address).filter(|address| *address != AddressDraft::default()),
            number,
        }
    }
}
