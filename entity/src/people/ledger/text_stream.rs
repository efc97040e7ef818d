//! The text of a file, decoded as it is read, with one kind of line end.

use std::io::{ErrorKind, Read, Result};

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8};

use super::Unreadable;

/// So many separators in one line are no ledger: a spreadsheet has 16,384 columns at most.
const MOST_IN_LINE: usize = 20_000;

/// So much is decoded at once.
const PIECE: usize = 16 << 10;

/// A reader of UTF-8 over bytes in some encoding. It ends every line by `\n`, the last one too, so that lines can be counted.
pub(super) struct Text<'a> {
    rest: &'a [u8],
    decoder: Decoder,
    separator: Option<u8>,
    in_line: usize,
    after_return: bool,
    end: End,
    piece: Vec<u8>,
    taken: usize,
}

/// What is still to come.
#[derive(PartialEq, Eq)]
enum End {
    Bytes,
    LastLine,
    Nothing,
}

impl<'a> Text<'a> {
    /// The text in `bytes`: the encoding that a mark says, UTF-8 if it is that, else GB18030.
    pub(super) fn of(bytes: &'a [u8]) -> std::result::Result<Self, Unreadable> {
        let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
        if bytes.contains(&0) && marked.is_none() {
            return Err(Unreadable::Broken);
        }
        let encoding = marked.unwrap_or(if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 });
        let decoder = encoding.new_decoder_with_bom_removal();
        Ok(Self { rest: bytes, decoder, separator: None, in_line: 0, after_return: false, end: End::Bytes, piece: Vec::new(), taken: 0 })
    }

    /// Counts this sign, and gives up at a line that has very many.
    pub(super) fn with_separator(self, separator: u8) -> Self {
        Self { separator: Some(separator), ..self }
    }

    /// Makes every line end the same, in place; how many bytes are left.
    fn tidy(&mut self, text: &mut [u8]) -> Result<usize> {
        let mut kept = 0;
        for at in 0..text.len() {
            let byte = text[at];
            let half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if half {
                continue;
            }
            let byte = if byte == b'\r' { b'\n' } else { byte };
            self.in_line = match byte {
                b'\n' => 0,
                byte if Some(byte) == self.separator => self.in_line + 1,
                _ => self.in_line,
            };
            if self.in_line > MOST_IN_LINE {
                return Err(ErrorKind::FileTooLarge.into());
            }
            text[kept] = byte;
            kept += 1;
        }
        Ok(kept)
    }

    /// Decodes the next piece; it is empty after the last.
    fn next_piece(&mut self) -> Result<()> {
        let mut piece = std::mem::take(&mut self.piece);
        let mut kept = 0;
        piece.resize(PIECE, 0);
        while kept == 0 && self.end == End::Bytes {
            let (result, read, written, broken) = self.decoder.decode_to_utf8(self.rest, &mut piece, true);
            self.rest = self.rest.get(read..).unwrap_or_default();
            if broken {
                return Err(ErrorKind::InvalidData.into());
            }
            if result == CoderResult::InputEmpty {
                self.end = End::LastLine;
            }
            kept = self.tidy(piece.get_mut(..written).unwrap_or_default())?;
        }
        piece.truncate(kept);
        if kept == 0 && self.end == End::LastLine {
            piece.push(b'\n');
            self.end = End::Nothing;
        }
        (self.piece, self.taken) = (piece, 0);
        Ok(())
    }
}

impl Read for Text<'_> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        if self.taken == self.piece.len() {
            self.next_piece()?;
        }
        let taken = self.piece.get(self.taken..).unwrap_or_default().read(out)?;
        self.taken += taken;
        Ok(taken)
    }
}
