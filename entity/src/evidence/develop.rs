//! Photos: decoded within limits, turned upright, scaled and written anew, so that nothing of what the
//! camera noted (place, time, device) is kept.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits, codecs::jpeg::JpegEncoder};

use super::error::EvidenceError;
use crate::kernel::{Failure, Kind, Result};

/// The most bytes of an upload.
pub const MOST_BYTES: usize = 12 * 1024 * 1024;
/// The longest side of a photo that is taken.
const LONGEST_SIDE: u32 = 12_000;
/// The longest side of a photo that is kept.
const KEPT_SIDE: u32 = 2_048;
/// The longest side of a thumbnail.
const THUMBNAIL_SIDE: u32 = 320;
/// How well photos are kept, of 100.
const QUALITY: u8 = 82;

/// A photo, ready to be stored.
#[derive(Debug, Clone)]
pub struct Developed {
    /// The photo as JPEG.
    pub full: Vec<u8>,
    /// Its thumbnail as JPEG.
    pub thumbnail: Vec<u8>,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// Reads an uploaded picture and writes it anew. Takes a while: not to be called on an async thread.
pub fn develop(bytes: &[u8]) -> Result<Developed, EvidenceError> {
    let broken = |_| EvidenceError::NotAPhoto;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| EvidenceError::NotAPhoto)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(400 * 1024 * 1024);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    let full = within(&picture, KEPT_SIDE);
    Ok(Developed { full: jpeg(&full)?, thumbnail: jpeg(&within(&full, THUMBNAIL_SIDE))?, width: full.width(), height: full.height() })
}

/// [`develop`] on a thread that may take its time; before a unit of work begins, so that none waits for it.
pub async fn develop_aside(bytes: Vec<u8>) -> Result<Developed> {
    if bytes.len() > MOST_BYTES {
        return Err(Failure::new(Kind::TooLarge, "kernel.too_large"));
    }
    Ok(tokio::task::spawn_blocking(move || develop(&bytes)).await.map_err(Failure::internal)??)
}

fn within(picture: &DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side { picture.clone() } else { picture.thumbnail(side, side) }
}

fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, EvidenceError> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    picture.to_rgb8().write_with_encoder(encoder).map_err(|_| EvidenceError::NotAPhoto)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, RgbImage};

    use super::*;

    fn picture(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        RgbImage::new(width, height).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
        bytes
    }

    #[test]
    fn what_the_camera_noted_is_gone_and_the_photo_stands_upright() {
        // An EXIF segment with orientation 6 (turned by 90°) and a device name.
        let tiff: &[u8] = b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x08\0\0\0\x26\0\0\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0SECRET!\0";
        let mut segment = b"\xff\xe1".to_vec();
        segment.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
        segment.extend(b"Exif\0\0");
        segment.extend(tiff);
        let mut bytes = picture(40, 20);
        bytes.splice(2..2, segment);
        assert!(bytes.windows(6).any(|part| part == b"SECRET"));

        let photo = develop(&bytes).unwrap();

        assert_eq!((photo.width, photo.height), (20, 40));
        assert!(!photo.full.windows(6).any(|part| part == b"SECRET"));
        assert!(!photo.full.windows(4).any(|part| part == b"Exif"));
    }

    #[test]
    fn a_large_photo_is_scaled_down_and_gets_a_thumbnail() {
        let photo = develop(&picture(3000, 1500)).unwrap();
        assert_eq!((photo.width, photo.height), (2048, 1024));
        let thumbnail = image::load_from_memory(&photo.thumbnail).unwrap();
        assert_eq!((thumbnail.width(), thumbnail.height()), (320, 160));
    }

    #[test]
    fn what_is_no_photo_is_refused() {
        assert_eq!(develop(b"<svg onload=alert(1)>").unwrap_err(), EvidenceError::NotAPhoto);
        assert_eq!(develop(&picture(10, 10)[..40]).unwrap_err(), EvidenceError::NotAPhoto);
    }
}
