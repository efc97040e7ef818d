//! The palette of the mails. Mail clients drop style sheets, so templates write these into every element.

use minijinja::Environment;

const PALETTE: &[(&str, &str)] = &[
    ("ink", "#1f2933"),
    ("muted", "#66788a"),
    ("line", "#e4e9ee"),
    ("ground", "#f3f5f7"),
    ("paper", "#ffffff"),
    ("shade", "#f8fafb"),
    ("brand", "#b3261e"),
    ("red", "#c62828"),
    ("yellow", "#b26a00"),
    ("green", "#2e7d32"),
    ("font", "-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Segoe UI',Roboto,sans-serif"),
];

/// The template with its palette written out: these names stand in every element, and need not be looked up for each letter.
pub(super) fn written_out(template: &str) -> String {
    PALETTE.iter().fold(template.to_owned(), |template, (name, value)| template.replace(&format!("{{{{ {name} }}}}"), value))
}

/// Makes the palette known to every template, for whoever chooses among its colours.
pub(super) fn add_to(environment: &mut Environment<'_>) {
    for (name, value) in PALETTE {
        environment.add_global(*name, *value);
    }
}
