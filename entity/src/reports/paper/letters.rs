//! Letters without a font file: Latin ones in the Helvetica that every viewer knows, Chinese ones in the songti that it puts in the place
//! of the standard one (Adobe-GB1), so that a page weighs some kilobytes and its text can be found and copied.

use pdf_writer::{
    Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo},
};

/// A font of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// For what a typewriter of the West has.
    Latin,
    /// For everything else.
    Han,
}

/// The byte by which Latin letters go, and how wide they are, in thousandths of their size.
fn latin(letter: char) -> Option<(u8, u16)> {
    match letter {
        '–' => Some((0x96, 556)),
        '±' => Some((0xB1, 584)),
        '·' => Some((0xB7, 278)),
        ' '..='~' => u8::try_from(letter).ok().map(|byte| (byte, WIDTHS[usize::from(byte - b' ')])),
        _ => None,
    }
}

impl Face {
    fn of(letter: char) -> Self {
        if latin(letter).is_some() { Self::Latin } else { Self::Han }
    }

    /// What it is called in pages.
    pub(super) const fn name(self) -> Name<'static> {
        match self {
            Self::Latin => Name(b"Latin"),
            Self::Han => Name(b"Han"),
        }
    }

    /// Text as the font reads it.
    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Latin => text.chars().filter_map(latin).map(|(byte, _)| byte).collect(),
            Self::Han => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// Text in pieces of one face each.
pub(super) fn runs(text: &str) -> Vec<(Face, &str)> {
    let mut runs = Vec::new();
    let mut begin = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((_, letter)) = letters.next() {
        let next = letters.peek().map(|(at, next)| (*at, Face::of(*next)));
        let face = Face::of(letter);
        if next.is_none_or(|(_, other)| other != face) {
            let end = next.map_or(text.len(), |(at, _)| at);
            runs.push((face, &text[begin..end]));
            begin = end;
        }
    }
    runs
}

/// How much room text takes, in points.
pub(super) fn width(text: &str, size: f32) -> f32 {
    text.chars().map(|letter| latin(letter).map_or(1000.0, |(_, width)| f32::from(width))).sum::<f32>() * size / 1000.0
}

/// Text that is no wider than `room`: smaller down to two thirds, then cut.
pub(super) fn fit(text: &str, size: f32, room: f32) -> (String, f32) {
    let wide = width(text, size);
    if wide <= room {
        return (text.to_owned(), size);
    }
    let smaller = (size * room / wide).max(size * 0.66);
    let mut text = text.to_owned();
    while width(&text, smaller) > room && text.pop().is_some() {}
    (text, smaller)
}

/// Writes the fonts.
pub(super) fn write(pdf: &mut Pdf, mut next: impl FnMut() -> Ref) -> [(Face, Ref); 2] {
    let (latin, han, cid, descriptor) = (next(), next(), next(), next());
    pdf.type1_font(latin).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
    let songti = Name(b"STSong-Light");
    pdf.type0_font(han).base_font(Name(b"STSong-Light-UniGB-UTF16-H")).encoding_predefined(Name(b"UniGB-UTF16-H")).descendant_font(cid);
    let collection = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"GB1"), supplement: 5 };
    pdf.cid_font(cid)
        .subtype(CidFontType::Type0)
        .base_font(songti)
        .system_info(collection)
        .font_descriptor(descriptor)
        .default_width(1000.0);
    // How it looks: what a viewer without this font chooses another by.
    pdf.font_descriptor(descriptor)
        .name(songti)
        .flags(FontFlags::SYMBOLIC | FontFlags::SERIF)
        .bbox(Rect::new(-25.0, -254.0, 1000.0, 880.0))
        .italic_angle(0.0)
        .ascent(880.0)
        .descent(-120.0)
        .cap_height(880.0)
        .stem_v(93.0);
    [(Face::Latin, latin), (Face::Han, han)]
}

/// How wide Helvetica's letters are, from the space on, in thousandths of their size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // to the slash
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // digits, to the question mark
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // to the underscore
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // to the tilde
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_falls_apart_where_its_script_changes_and_nowhere_else() {
        assert_eq!(runs("本周 47 次"), [(Face::Han, "本周"), (Face::Latin, " 47 "), (Face::Han, "次")]);
        assert_eq!(runs(""), []);
        assert_eq!(Face::Han.encode("本𠮷"), [0x67, 0x2C, 0xD8, 0x42, 0xDF, 0xB7]);
    }

    #[test]
    fn what_is_too_wide_becomes_smaller_and_then_shorter() {
        assert!((width("社区 12", 10.0) - 20.0 - 2.78 - 11.12).abs() < 0.01);
        assert_eq!(fit("社区", 10.0, 20.0), ("社区".to_owned(), 10.0));
        let (whole, size) = fit("社区社区", 10.0, 30.0);
        assert!(whole == "社区社区" && size < 10.0 && width(&whole, size) <= 30.01);
        assert_eq!(fit("社区社区", 10.0, 15.0).0, "社区");
    }
}
