//! How many journeys the retention periods have ended, for operators.

use prometheus::{IntCounterVec, Opts, Registry};

use crate::domain::retention::Kept;

/// The counter `bankident_retention_total`.
pub struct Erasures(IntCounterVec);

impl Erasures {
    /// Counts into the registry that operators read.
    ///
    /// # Errors
    /// If the registry has such a counter already.
    pub fn new(registry: &Registry) -> Result<Erasures, prometheus::Error> {
        let about = Opts::new(
            "bankident_retention_total",
            "Journeys whose time is over: erased, or removed if they were erased before.",
        );
        let counter = IntCounterVec::new(about, &["kept"])?;
        registry.register(Box::new(counter.clone()))?;
        // A counter that appears only with its first event cannot be watched.
        Kept::ALL.iter().for_each(|kept| drop(counter.with_label_values(&[kept.name()])));
        Ok(Erasures(counter))
    }

    /// The time of one that was kept as this is over.
    pub fn note(&self, kept: Kept) {
        self.0.with_label_values(&[kept.name()]).inc();
    }
}
