//! Codes that people read, say and type.

use super::text;

/// Signs that nobody takes for another.
const SIGNS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// So many of them make a code: 40 bits.
const LENGTH: usize = 8;

/// The code that `bytes` make; random ones, for a code that nobody guesses.
pub fn of(bytes: &[u8]) -> String {
    bytes.iter().take(LENGTH).map(|byte| char::from(SIGNS[usize::from(*byte) % SIGNS.len()])).collect()
}

/// A code as somebody typed it.
pub fn typed(typed: &str) -> String {
    text::squeezed(typed).to_uppercase().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_typed() {
        let code = of(&[0, 1, 31, 32, 255, 7, 8, 9, 10]);
        assert_eq!(code.len(), 8);
        assert!(code.bytes().all(|sign| SIGNS.contains(&sign)));
        assert_eq!(typed(" ab2c-defg "), "AB2CDEFG");
    }
}
