//! Gives the console's assets a folder, also before anybody built them.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    // `cargo build` alone must succeed; the page served then says how to build the console.
    fs::create_dir_all(Path::new(&manifest).join("console/dist"))?;
    // The assets are embedded, so a new build of them is a new build of this crate.
    println!("cargo:rerun-if-changed=console/dist");
    println!("cargo:rerun-if-changed=console/unbuilt.html");
    println!("cargo:rerun-if-changed=build.rs");
    Ok(())
}
