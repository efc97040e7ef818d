//! Writes every mail template, with its example facts, as HTML files: `cargo run -p mulin-worker --example preview -- DIR`.

use std::{env, fs, path::PathBuf};

use mulin_worker::mail::{Look, Renderer, TEMPLATES};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name a folder")?);
    fs::create_dir_all(&folder)?;
    let renderer = Renderer::new("https://mulin.example")?;
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/examples");
    for template in TEMPLATES {
        let facts = serde_json::from_str(&fs::read_to_string(format!("{examples}/{template}.json"))?)?;
        for locale in ["zh-CN", "en"] {
            let look = Look { name: "李娜", locale, zone: chrono_tz::Asia::Shanghai };
            let letter = renderer.render(template, &look, &facts)?;
            fs::write(folder.join(format!("{template}.{locale}.html")), letter.html)?;
            fs::write(folder.join(format!("{template}.{locale}.txt")), letter.text)?;
        }
    }
    Ok(())
}
