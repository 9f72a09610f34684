//! What a character's script asks of the room it is set in: how wide it runs, where lines may break
//! around it, how much line height its marks need.

/// How a script breaks into lines and how high it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Letters with spaces between words: Latin, Greek, Cyrillic and all that is not listed below.
    Alphabet,
    /// Hebrew.
    Hebrew,
    /// Arabic: joined letters with marks above and below.
    Arabic,
    /// Devanagari and its relatives: letters hang from a line, with vowels above and below.
    Indic,
    /// Thai, Lao, Khmer, Burmese: words without spaces between them, marks on top of marks.
    Unspaced,
    /// Korean syllables, in words with spaces.
    Hangul,
    /// Ideographs and kana: as wide as high, and lines break between any two.
    Ideograph,
    /// Small pictures.
    Emoji,
}

/// Returns the script of a character.
pub(crate) fn script_of(c: char) -> Script {
    match u32::from(c) {
        0x0590..=0x05FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x0600..=0x07BF | 0x0860..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => Script::Arabic,
        0x0900..=0x0DFF => Script::Indic,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF => Script::Unspaced,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => Script::Hangul,
        0x2E80..=0xA4CF
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F
        | 0xFF00..=0xFF60
        | 0x2_0000..=0x3_FFFD => Script::Ideograph,
        0x1_F1E6..=0x1_F1FF | 0x1_F300..=0x1_FAFF => Script::Emoji,
        _ => Script::Alphabet,
    }
}

/// Returns whether a character stands on, under or in the one before it and takes no width.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036F | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2
        | 0x05C4..=0x05C5 | 0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670
        | 0x06D6..=0x06DC | 0x06DF..=0x06E4 | 0x06E7..=0x06E8 | 0x06EA..=0x06ED
        | 0x0900..=0x0902 | 0x093A | 0x093C | 0x0941..=0x0948 | 0x094D | 0x0951..=0x0957
        | 0x0981 | 0x09BC | 0x09C1..=0x09C4 | 0x09CD | 0x0E31 | 0x0E34..=0x0E3A
        | 0x0E47..=0x0E4E | 0x0EB1 | 0x0EB4..=0x0EBC | 0x0EC8..=0x0ECE | 0x102D..=0x1030
        | 0x1032..=0x1037 | 0x1039..=0x103A | 0x17B7..=0x17BD | 0x17C6 | 0x17C9..=0x17D3
        | 0x200B..=0x200F | 0xFE00..=0xFE0F | 0x1_F3FB..=0x1_F3FF)
}

/// Returns the line height of `text`: `least`, or more where its marks would touch the next line.
/// Measured on the heaviest letters of the Noto typefaces: from the highest mark to the lowest.
pub(crate) fn leading(least: f64, text: &str) -> f64 {
    let needed = |c| match script_of(c) {
        Script::Unspaced => 1.42,
        Script::Indic => 1.36,
        Script::Arabic => 1.34,
        Script::Hangul | Script::Ideograph => 1.22,
        Script::Emoji => 1.2,
        Script::Hebrew => 1.16,
        Script::Alphabet => least,
    };
    text.chars().map(needed).fold(least, f64::max)
}

/// Returns whether no line may end with a character: an opening bracket or quotation mark (JIS X
/// 4051, characters not to end a line).
pub(crate) fn opens(c: char) -> bool {
    matches!(
        c,
        '（' | '「' | '『' | '【' | '〈' | '《' | '〔' | '［' | '｛' | '“' | '‘' | '(' | '['
    )
}

/// Returns whether no line may begin with a character: closing marks, small kana, the long-vowel
/// sign (JIS X 4051, characters not to begin a line).
pub(crate) fn closes(c: char) -> bool {
    matches!(
        c,
        '）' | '」'
            | '』'
            | '】'
            | '〉'
            | '》'
            | '〕'
            | '］'
            | '｝'
            | '”'
            | '’'
            | ')'
            | ']'
            | '、'
            | '。'
            | '，'
            | '．'
            | '・'
            | '：'
            | '；'
            | '？'
            | '！'
            | '!'
            | '?'
            | ','
            | '.'
            | ':'
            | ';'
            | 'ー'
            | '々'
            | '…'
            | '‥'
            | '〜'
            | '%'
            | '％'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_marks_above_and_below_get_higher_lines() {
        assert!((leading(1.08, "Raus in den Tag") - 1.08).abs() < 1e-9);
        assert!(leading(1.08, "สวัสดีตอนเช้า") > 1.4);
        assert!(leading(1.08, "सुप्रभात") > leading(1.08, "בוקר טוב"));
        assert!((leading(1.5, "สวัสดี") - 1.5).abs() < 1e-9);
    }

    #[test]
    fn marks_take_no_width_and_letters_do() {
        assert!("\u{301}\u{e35}\u{e48}\u{941}\u{64e}\u{5b8}\u{fe0f}".chars().all(is_mark));
        assert!(!"aกकبא漢".chars().any(is_mark));
    }
}
