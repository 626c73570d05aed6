//! Tokens: a browser's session and a partner's start token. The server stores only their hashes.

use std::fmt;

use axum::http::{HeaderMap, header};
use rand::CryptoRng;
use sha2::{Digest, Sha256};

/// The browser's bearer token: 256 random bits that the browser chose, in hex on the wire.
pub struct Session(String);

/// SHA-256 of the session token. A stolen database opens no journey. The token has 256 random bits, so it needs neither
/// salt nor a slow hash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SessionHash(pub(crate) [u8; 32]);

impl Session {
    pub fn generate(randomness: &mut impl CryptoRng) -> Session {
        let mut token = [0; 32];
        randomness.fill_bytes(&mut token);
        Session(hex::encode(token))
    }

    /// The session of a request.
    pub fn of(headers: &HeaderMap) -> Option<Session> {
        Session::from_authorization(headers.get(header::AUTHORIZATION)?.to_str().ok()?)
    }

    /// Reads the value of an `Authorization` header (RFC 6750); `None` if it has not the form of our tokens.
    pub fn from_authorization(header: &str) -> Option<Session> {
        let (scheme, token) = header.split_once(' ')?;
        let well_formed = token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit());
        (scheme.eq_ignore_ascii_case("bearer") && well_formed).then(|| Session(token.to_ascii_lowercase()))
    }

    pub fn hash(&self) -> SessionHash {
        SessionHash(Sha256::digest(self.0.as_bytes()).into())
    }

    pub fn into_token(self) -> String {
        self.0
    }
}

/// Opens one journey for its customer, and is redeemed by the first command. A partner hands it to its customer's browser: the partner's id, a dot, 256 random bits in
/// hex. The embedding script reads the id to know which page to open.
pub struct StartToken(String);

/// SHA-256 of the start token.
#[derive(Clone, PartialEq, Eq)]
pub struct StartHash(pub(crate) [u8; 32]);

impl StartToken {
    /// A token of 256 random bits.
    pub fn new(partner: &str, bits: [u8; 32]) -> StartToken {
        StartToken(format!("{partner}.{}", hex::encode(bits)))
    }

    /// Of a journey that begins behind the terms, because the person is known: `r` before the bits says so. The page shows
    /// its first screen to nobody else (`src/early.js`).
    pub fn for_known_person(partner: &str, bits: [u8; 32]) -> StartToken {
        StartToken(format!("{partner}.r{}", hex::encode(bits)))
    }

    /// A token that a browser sent.
    pub fn given(token: String) -> StartToken {
        StartToken(token)
    }

    pub fn hash(&self) -> StartHash {
        StartHash(Sha256::digest(self.0.as_bytes()).into())
    }

    /// For the one answer that hands the token to its partner.
    pub fn into_token(self) -> String {
        self.0
    }

    /// The same token with the language that the partner wants, so that the page has it from its first byte: `.en` behind
    /// the bits.
    pub fn in_language(self, tag: &str) -> StartToken {
        StartToken(format!("{}.{tag}", self.0))
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session(..)")
    }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn the_browsers_header_leads_to_the_stored_hash() {
        let session = Session::generate(&mut StdRng::seed_from_u64(1));
        let hash = session.hash();
        let header = format!("Bearer {}", session.into_token());
        assert!(Session::from_authorization(&header).unwrap().hash() == hash);
    }

    /// `embed/bankident.js` and `src/early.js` read it.
    #[test]
    fn a_start_token_names_its_partner_and_whether_the_person_is_known() {
        let new = StartToken::new("nordlicht", [1; 32]).into_token();
        let known = StartToken::for_known_person("nordlicht", [2; 32]).into_token();
        for (token, beginning) in [(&new, "nordlicht."), (&known, "nordlicht.r")] {
            let bits = token.strip_prefix(beginning).unwrap();
            assert!(bits.len() == 64 && bits.bytes().all(|b| b.is_ascii_hexdigit()), "{token}");
        }
        assert!(
            include_str!("../../../../embed/bankident.js").contains(r"\.r?[0-9a-f]{64}(?:\.([a-z]{2,8}))?$/")
        );
        assert!(include_str!("../../../../src/early.js").contains(r"/^[^.]*\.r/"));
    }

    #[test]
    fn every_session_is_another() {
        let mut randomness = StdRng::seed_from_u64(1);
        assert_ne!(
            Session::generate(&mut randomness).into_token(),
            Session::generate(&mut randomness).into_token()
        );
    }

    #[test]
    fn what_is_no_token_is_no_session() {
        for header in [
            "",
            "Bearer",
            "Bearer ",
            "Basic dXNlcjpwYXNz",
            "Bearer zz",
            &format!("Bearer {}", "z".repeat(64)),
        ] {
            assert!(Session::from_authorization(header).is_none(), "{header}");
        }
    }
}
