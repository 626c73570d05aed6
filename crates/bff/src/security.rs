//! What an operator has to see: who tries keys, tokens, codes and signatures, and which limits are reached. Each event is one
//! line of the log and one step of a counter. Neither has anything personal in it.

use std::sync::{Arc, OnceLock};

use prometheus::{IntCounterVec, Opts, Registry, TextEncoder};

/// Something that an attack looks like, or that an operator has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityEvent {
    /// A call of the partner API without a known key.
    ApiKeyRefused,
    /// A start token was wrong, used, or too old.
    StartTokenRefused,
    /// A session is missing, unknown, or over.
    SessionRefused,
    /// A wrong code from an SMS.
    CodeRefused,
    /// The last wrong code: only a new one helps.
    CodeExhausted,
    /// A wrong birth date of somebody who comes back.
    BirthDateRefused,
    /// Nobody signed this webhook whom we know.
    SignatureRefused,
    /// Somebody asks more often than they may.
    LimitReached,
    /// No SMS for this number, partner or neighbourhood.
    SmsLimitReached,
    /// No SMS for anybody.
    SmsBraked,
    /// The desk's password was wrong.
    DeskRefused,
    /// Somebody opened the desk with its password.
    DeskOpened,
}

impl SecurityEvent {
    /// All of them.
    pub const ALL: [SecurityEvent; 12] = [
        SecurityEvent::ApiKeyRefused,
        SecurityEvent::StartTokenRefused,
        SecurityEvent::SessionRefused,
        SecurityEvent::CodeRefused,
        SecurityEvent::CodeExhausted,
        SecurityEvent::BirthDateRefused,
        SecurityEvent::SignatureRefused,
        SecurityEvent::LimitReached,
        SecurityEvent::SmsLimitReached,
        SecurityEvent::SmsBraked,
        SecurityEvent::DeskRefused,
        SecurityEvent::DeskOpened,
    ];

    /// In the log and in the metric. Alarms depend on it, so it never changes.
    pub fn name(self) -> &'static str {
        match self {
            SecurityEvent::ApiKeyRefused => "api-key-refused",
            SecurityEvent::StartTokenRefused => "start-token-refused",
            SecurityEvent::SessionRefused => "session-refused",
            SecurityEvent::CodeRefused => "code-refused",
            SecurityEvent::CodeExhausted => "code-exhausted",
            SecurityEvent::BirthDateRefused => "birth-date-refused",
            SecurityEvent::SignatureRefused => "signature-refused",
            SecurityEvent::LimitReached => "limit-reached",
            SecurityEvent::SmsLimitReached => "sms-limit-reached",
            SecurityEvent::SmsBraked => "sms-braked",
            SecurityEvent::DeskRefused => "desk-refused",
            SecurityEvent::DeskOpened => "desk-opened",
        }
    }
}

/// Logs and counts security events. Clones count together.
#[derive(Clone)]
pub struct SecurityLog {
    registry: Registry,
    events: IntCounterVec,
}

impl SecurityLog {
    /// Nothing has happened yet.
    ///
    /// # Errors
    /// None that can happen: the names are our own.
    pub fn new() -> Result<SecurityLog, prometheus::Error> {
        let about =
            Opts::new("bankident_security_events_total", "What an operator has to see (docs/operating.md).");
        let events = IntCounterVec::new(about, &["event", "partner"])?;
        let registry = Registry::new();
        registry.register(Box::new(events.clone()))?;
        // A counter that appears only with its first event cannot be watched.
        SecurityEvent::ALL.iter().for_each(|event| drop(events.with_label_values(&[event.name(), ""])));
        Ok(SecurityLog { registry, events })
    }

    /// The one place that writes these lines. `route` is the pattern of the route, never a path. `count` is how often this has
    /// happened since the start, for this partner.
    pub fn note(&self, event: SecurityEvent, route: &str, partner: Option<&str>) {
        let counter = self.events.with_label_values(&[event.name(), partner.unwrap_or_default()]);
        counter.inc();
        tracing::info!(target: "security", event = event.name(), route, partner, count = counter.get());
    }

    /// What operators read. Others may count there too.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// All counters, in the text format of Prometheus.
    ///
    /// # Errors
    /// None that can happen: see [`SecurityLog::new`].
    pub fn metrics(&self) -> Result<String, prometheus::Error> {
        TextEncoder::new().encode_to_string(&self.registry.gather())
    }
}

/// Whose journey a request is about, for the log: an extension of the request, noted by whoever finds out.
#[derive(Clone, Default)]
pub struct OfPartner(Arc<OnceLock<String>>);

impl OfPartner {
    /// Noted once for each request.
    pub fn note(&self, partner: &str) {
        self.0.set(partner.to_owned()).ok();
    }

    /// The partner's id.
    pub fn id(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Mutex, PoisonError},
    };

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(line);
            Ok(line.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_event_is_a_line_of_one_shape() {
        let lines = Lines::default();
        let writer = lines.clone();
        let to_lines =
            tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).without_time();
        let log = SecurityLog::new().unwrap();
        tracing::subscriber::with_default(to_lines.finish(), || {
            log.note(SecurityEvent::ApiKeyRefused, "/partner/v1/journeys/{id}", None);
            log.note(SecurityEvent::CodeRefused, "/api/journey/sign", Some("nordlicht"));
            log.note(SecurityEvent::CodeRefused, "/api/journey/sign", Some("nordlicht"));
        });
        let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        let expected = [
            r#" INFO security: event="api-key-refused" route="/partner/v1/journeys/{id}" count=1"#,
            r#" INFO security: event="code-refused" route="/api/journey/sign" partner="nordlicht" count=1"#,
            r#" INFO security: event="code-refused" route="/api/journey/sign" partner="nordlicht" count=2"#,
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    }
}
