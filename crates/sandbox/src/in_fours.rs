/// An IBAN as it stands on a card: in groups of four.
pub fn in_fours(iban: &str) -> String {
    let mut grouped = String::with_capacity(iban.len() + iban.len() / 4);
    for (position, character) in iban.chars().filter(|character| !character.is_whitespace()).enumerate() {
        if position > 0 && position % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::in_fours;

    #[test]
    fn groups_of_four_and_the_rest() {
        assert_eq!(in_fours("DE11110101010100000020"), "DE11 1101 0101 0100 0000 20");
        assert_eq!(in_fours("DE11 1101"), "DE11 1101");
        assert_eq!(in_fours(""), "");
    }
}
