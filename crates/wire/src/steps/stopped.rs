use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::Value;

use crate::{Rejection, Way, json::member};

/// The journey has ended without a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum StoppedStage {
    /// The rejection's remedy is to stop.
    Rejected { rejection: Rejection, reference: Option<String> },
    /// The customer goes on with video identification: there, or where the partner leads.
    Video { url: Option<String> },
    /// The person was deleted at Solaris, and with it everything here.
    Deleted,
}

impl StoppedStage {
    /// As it stands in JSON.
    pub fn reason(&self) -> &'static str {
        match self {
            StoppedStage::Rejected { .. } => "rejected",
            StoppedStage::Video { .. } => "video",
            StoppedStage::Deleted => "deleted",
        }
    }

    pub fn ways(&self) -> &'static [Way] {
        match self {
            StoppedStage::Rejected { rejection, .. } => rejection.ways(),
            _ => &[],
        }
    }
}

impl<'de> Deserialize<'de> for StoppedStage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<StoppedStage, D::Error> {
        let mut stopped = Value::deserialize(deserializer)?;
        read(&mut stopped).map_err(D::Error::custom)
    }
}

fn read(stopped: &mut Value) -> serde_json::Result<StoppedStage> {
    let reason: String = member(stopped, "reason")?;
    Ok(match reason.as_str() {
        "rejected" => StoppedStage::Rejected {
            rejection: member(stopped, "rejection")?,
            reference: member(stopped, "reference")?,
        },
        "video" => StoppedStage::Video { url: member(stopped, "url")? },
        "deleted" => StoppedStage::Deleted,
        _ => return Err(serde_json::Error::custom("an unknown reason")),
    })
}
