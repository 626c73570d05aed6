//! The name of a step, as each tree writes it.

use bankident_wire::Step;

/// The id of a step: lower-case words, joined by `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub id: String,
}

impl Name {
    pub fn parse(id: &str) -> Result<Name, String> {
        let is_word = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_lowercase())
                && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        match id.split('-').all(is_word) {
            true => Ok(Name { id: id.to_owned() }),
            false => Err("an id is lower-case words, joined by -".to_owned()),
        }
    }

    pub fn of(step: Step) -> Name {
        Name { id: step.id().to_owned() }
    }

    /// `video_call`
    fn module(&self) -> String {
        self.id.replace('-', "_")
    }

    /// `VideoCall`
    fn type_name(&self) -> String {
        let words = self.id.split('-');
        words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
    }

    /// A text in which this name stands for `new-step`, `new_step` and `NewStep`.
    pub fn put_into(&self, text: &str) -> String {
        let text = text.replace("new-step", &self.id).replace("new_step", &self.module());
        text.replace("NewStep", &self.type_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_lower_case_words() {
        assert_eq!(
            Name::parse("video-call").unwrap().put_into("NewStep new_step new-step"),
            "VideoCall video_call video-call"
        );
        for wrong in ["", "Video", "video_call", "-video", "video--call", "1st", "ü"] {
            assert!(Name::parse(wrong).is_err(), "{wrong}");
        }
    }
}
