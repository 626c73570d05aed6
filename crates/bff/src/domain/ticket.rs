//! Tickets: an address of a document that works by itself, for a few minutes. The server stores only their hashes.

use chrono::TimeDelta;
use rand::CryptoRng;
use sha2::{Digest, Sha256};

/// How long a ticket is valid. Not only once: a phone's download manager asks again for what the page asked for.
pub const VALID_FOR: TimeDelta = TimeDelta::minutes(5);

/// 256 random bits, in hex. It names neither the journey nor its session.
pub struct Ticket(String);

/// SHA-256 of a ticket.
pub struct TicketHash(pub(crate) [u8; 32]);

impl Ticket {
    pub fn generate(randomness: &mut impl CryptoRng) -> Ticket {
        let mut bits = [0; 32];
        randomness.fill_bytes(&mut bits);
        Ticket(hex::encode(bits))
    }

    /// A ticket of an address.
    pub fn given(ticket: String) -> Ticket {
        Ticket(ticket)
    }

    pub fn hash(&self) -> TicketHash {
        TicketHash(Sha256::digest(self.0.as_bytes()).into())
    }

    /// `/documents/{ticket}`
    pub fn into_address(self) -> String {
        format!("/documents/{}", self.0)
    }
}
