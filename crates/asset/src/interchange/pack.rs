//! Files put together in one ZIP, the same bytes from the same files.

use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// A file that cannot be packed.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The format does not take it.
    #[error("could not pack `{name}`: {source}")]
    File {
        /// Its name.
        name: String,
        /// Why not.
        source: zip::result::ZipError,
    },
    /// Bytes would not be written.
    #[error("could not pack: {0}")]
    Write(#[from] std::io::Error),
}

/// Returns a ZIP of files by name, sorted, without compression (media is compressed already) and
/// without times (1980-01-01, the first that the format knows).
pub fn pack<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<Vec<u8>, PackError> {
    let mut files: Vec<(&str, &[u8])> = files.into_iter().collect();
    files.sort_by_key(|(name, _)| *name);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let refuse = |source| PackError::File { name: name.to_owned(), source };
        zip.start_file(name, options).map_err(refuse)?;
        zip.write_all(bytes)?;
    }
    let done = zip.finish();
    done.map(Cursor::into_inner)
        .map_err(|source| PackError::File { name: "the end of it".to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn files_come_out_as_they_went_in_and_their_order_does_not_matter() {
        let (film, sheet) = (b"film".as_slice(), b"a,b\r\n".as_slice());
        let one = pack([("ä film.mp4", film), ("sheet.csv", sheet)]).unwrap();
        let other = pack([("sheet.csv", sheet), ("ä film.mp4", film)]).unwrap();
        assert_eq!(one, other);
        let mut archive = zip::ZipArchive::new(Cursor::new(one)).unwrap();
        let names: Vec<String> =
            archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["sheet.csv", "ä film.mp4"]);
        let mut file = archive.by_name("ä film.mp4").unwrap();
        assert_eq!(file.compression(), CompressionMethod::Stored);
        let mut read = Vec::new();
        file.read_to_end(&mut read).unwrap();
        assert_eq!(read, film);
    }

    #[test]
    fn the_same_name_twice_is_refused() {
        let file = ("a", b"1".as_slice());
        assert!(matches!(pack([file, file]), Err(PackError::File { .. })));
    }
}
