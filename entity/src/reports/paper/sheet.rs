//! Sheets of A4, written on from the top.

use chrono::{DateTime, Datelike, Timelike, Utc};
use pdf_writer::{Content, Date, Finish, Pdf, Rect, Ref, Str, TextStr};

use super::letters;

/// How wide a sheet is, in points.
pub(super) const WIDTH: f32 = 595.0;
/// How high it is.
pub(super) const HEIGHT: f32 = 842.0;
/// What stays free at its edges.
pub(super) const EDGE: f32 = 45.0;

/// A colour.
pub(super) type Tone = [f32; 3];

/// What is read.
pub(super) const INK: Tone = [0.10, 0.14, 0.14];
/// What is read second.
pub(super) const SOFT: Tone = [0.38, 0.44, 0.44];
/// Lines.
pub(super) const LINE: Tone = [0.80, 0.84, 0.82];
/// What lies under heads and totals.
pub(super) const SHADE: Tone = [0.93, 0.96, 0.94];
/// What calls for somebody.
pub(super) const ALARM: Tone = [0.70, 0.15, 0.12];

/// To which side of its place text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Begins there.
    Left,
    /// Ends there.
    Right,
}

/// One sheet.
pub(super) struct Sheet {
    content: Content,
}

impl Sheet {
    pub(super) fn new() -> Self {
        Self { content: Content::new() }
    }

    /// Text on a line `down` from the top; its `room` is what it may fill.
    pub(super) fn text(&mut self, (x, down): (f32, f32), side: Side, size: f32, room: f32, tone: Tone, text: &str) {
        let (text, size) = letters::fit(text, size, room);
        let x = if side == Side::Left { x } else { x - letters::width(&text, size) };
        let [red, green, blue] = tone;
        self.content.begin_text().set_fill_rgb(red, green, blue).next_line(x, HEIGHT - down);
        for (face, run) in letters::runs(&text) {
            self.content.set_font(face.name(), size).show(Str(&face.encode(run)));
        }
        self.content.end_text();
    }

    /// A line across, `down` from the top.
    pub(super) fn line(&mut self, from: f32, to: f32, down: f32) {
        let [red, green, blue] = LINE;
        self.content.set_stroke_rgb(red, green, blue).set_line_width(0.6);
        self.content.move_to(from, HEIGHT - down).line_to(to, HEIGHT - down).stroke();
    }

    /// A shaded place, `down` from the top.
    pub(super) fn shade(&mut self, x: f32, down: f32, width: f32, height: f32) {
        let [red, green, blue] = SHADE;
        self.content.set_fill_rgb(red, green, blue).rect(x, HEIGHT - down - height, width, height).fill_nonzero();
    }
}

/// The sheets as one document. What is in it is as it was written, so that whoever searches finds it.
pub(super) fn bind(sheets: Vec<Sheet>, title: &str, at: DateTime<Utc>) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut last = 0;
    let mut next = || {
        last += 1;
        Ref::new(last)
    };
    let (catalog, tree, info) = (next(), next(), next());
    let fonts = letters::write(&mut pdf, &mut next);
    let pages: Vec<(Ref, Ref)> = sheets.iter().map(|_| (next(), next())).collect();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids(pages.iter().map(|(page, _)| *page)).count(i32::try_from(pages.len()).unwrap_or_default());
    for (sheet, (page_ref, content)) in sheets.into_iter().zip(pages) {
        let mut page = pdf.page(page_ref);
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(content);
        let mut resources = page.resources();
        let mut named = resources.fonts();
        for (face, font) in fonts {
            named.pair(face.name(), font);
        }
        named.finish();
        resources.finish();
        page.finish();
        pdf.stream(content, &sheet.content.finish());
    }
    pdf.document_info(info).title(TextStr(title)).creation_date(date(at));
    pdf.finish()
}

fn date(at: DateTime<Utc>) -> Date {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    Date::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
}
