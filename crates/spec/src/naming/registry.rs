//! Numbers that registries give: Ad-ID in the United States, clock numbers in the United Kingdom.

/// Returns what is wrong with an Ad-ID: four letters or digits, the first no zero, then seven, and
/// for high definition or three dimensions an `H` or `D` (support.ad-id.org, read 2026-11).
pub fn ad_id_fault(text: &str) -> Option<String> {
    let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    let fault = |why: &str| Some(format!("`{text}` is no Ad-ID: {why}"));
    if !(11..=12).contains(&bytes.len()) {
        return fault("it has 11 characters, or 12 with `H` or `D` at the end");
    }
    if !bytes.iter().all(|byte| capital(*byte)) {
        return fault("it has capitals and digits only");
    }
    if bytes.first() == Some(&b'0') {
        return fault("it does not begin with 0");
    }
    if bytes.get(11).is_some_and(|last| !b"HD".contains(last)) {
        return fault("the twelfth character is `H` (high definition) or `D` (three dimensions)");
    }
    None
}

/// Returns what is wrong with a clock number: agency, client and product with a number, and the
/// length in seconds, which is that of the film where it is known (Clearcast, Peach; read 2026-11).
pub fn clock_fault(text: &str, duration_s: Option<f64>) -> Option<String> {
    let fault = |why: String| Some(format!("`{text}` is no clock number: {why}"));
    let parts: Vec<&str> = text.split('/').collect();
    let &[agency, number, seconds] = parts.as_slice() else {
        return fault("it has three parts, as in `AAA/BBCC001/030`".to_owned());
    };
    let capitals = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    if agency.len() != 3 || !agency.bytes().all(capital) {
        return fault("the agency has three capitals or digits".to_owned());
    }
    let split = number.split_at_checked(4).filter(|(_, count)| count.len() == 3);
    if !split.is_some_and(|(client, count)| capitals(client) && digits(count)) {
        let why = "two capitals for the client, two for the product and three digits follow";
        return fault(why.to_owned());
    }
    if seconds.len() != 3 || !digits(seconds) {
        return fault("the length has three digits, in seconds".to_owned());
    }
    let said: f64 = seconds.parse().unwrap_or_default();
    match duration_s {
        Some(length) if (length.round() - said).abs() > 0.5 => {
            fault(format!("it says {said} s, and the film has {length} s"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ad_ids_have_eleven_characters_and_may_end_on_their_definition() {
        for good in ["ABCD1234567", "1BC01234567H", "ABCD123456XD"] {
            assert_eq!(ad_id_fault(good), None, "{good}");
        }
        for bad in ["0BCD1234567", "ABCD123456", "ABCD1234567X", "ABCD1234567HH", "abcd1234567"] {
            assert!(ad_id_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_clock_number_says_the_length_of_its_film() {
        assert_eq!(clock_fault("AAA/BBCC001/030", None), None);
        assert_eq!(clock_fault("A1A/BBCC001/030", Some(30.04)), None);
        assert!(clock_fault("AAA/BBCC001/030", Some(20.0)).unwrap().contains("says 30 s"));
        for bad in ["AAA/BBC001/030", "AAABBCC001030", "AAA/BBCC001/30", "aaa/BBCC001/030", "Ä/€/1"]
        {
            assert!(clock_fault(bad, None).is_some(), "{bad}");
        }
    }
}
