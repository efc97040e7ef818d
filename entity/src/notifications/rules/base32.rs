//! Base32 (RFC 4648) in lower case, without padding: for what travels where upper and lower case are not told apart.

const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// Bits of a letter.
const BITS: usize = 5;

/// How many letters so many bytes take.
pub const fn length(bytes: usize) -> usize {
    (bytes * 8).div_ceil(BITS)
}

/// Bytes in letters.
pub fn encode(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1));
    let value = |letter: usize| (letter * BITS..(letter + 1) * BITS).fold(0, |value, at| value << 1 | bit(at));
    (0..length(bytes.len())).map(|letter| char::from(LETTERS[value(letter)])).collect()
}

/// The bytes that [`encode`] was given, whatever the case of the letters; none for any other text.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * BITS / 8);
    let (mut held, mut bits) = (0_usize, 0);
    for letter in text.bytes() {
        let value = LETTERS.iter().position(|known| *known == letter.to_ascii_lowercase())?;
        held = held << BITS | value;
        bits += BITS;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    // What is left over fills the last letter up, with nothing.
    (bits < BITS && held == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_are_those_of_the_standard() {
        for (bytes, text) in [("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"), ("fooba", "mzxw6ytb")] {
            assert_eq!((encode(bytes.as_bytes()).as_str(), text.len()), (text, length(bytes.len())));
        }
    }

    #[test]
    fn another_text_is_nothing() {
        for text in ["m", "mz1", "mz=", "mzxr", "my======", "ＭＹ", "mz xq"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn bytes_survive_a_change_of_case(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let text = encode(&bytes);
            prop_assert_eq!(decode(&text.to_ascii_uppercase()), decode(&text));
            prop_assert_eq!(decode(&text), Some(bytes));
        }
    }
}
