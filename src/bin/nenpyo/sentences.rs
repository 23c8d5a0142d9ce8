//! What the prompt says, in the languages of the base vocabulary. Errors, plans and `.help` are in English.

use nenpyo::render::counted;

/// Sentences of the prompt; numbers stand in them as [`counted`] knows them.
pub struct Sentences {
    /// Before the first line.
    pub welcome: &'static str,
    /// A row `{n}` without links behind it.
    pub no_link: &'static str,
    pub no_source: &'static str,
    pub no_questions: &'static str,
    pub no_parameters: &'static str,
    /// Before a name and what it stands for.
    pub saved: &'static str,
    pub before: &'static str,
    pub forgotten: &'static str,
    /// Before the name of a file.
    pub written: &'static str,
    /// How many rows it has.
    pub rows: &'static str,
    /// No file is wrong.
    pub fine: &'static str,
    /// A chronicle of `{n}` events and `{of}` entities.
    pub chronicle: &'static str,
    /// A graph of `{n}` nodes and `{of}` links.
    pub graph: &'static str,
}

const EN: Sentences = Sentences {
    welcome: "Ask a question; .help tells more, Tab completes, .quit ends.",
    no_link: "row {n} rests on no link",
    no_source: "no source is given",
    no_questions: "none; `.save-question NAME = QUESTION` saves one",
    no_parameters: "none; `.param NAME = VALUE` gives `$NAME` a value",
    saved: "saved",
    before: "before",
    forgotten: "forgotten",
    written: "written",
    rows: "rows: {n}",
    fine: "fine",
    chronicle: "{n|event|events}, {of|entity|entities}",
    graph: "a graph of {n|node|nodes} and {of|link|links}; `.classes` lists what there is",
};

const JA: Sentences = Sentences {
    welcome: "質問をどうぞ。.help で説明、Tab で補完、.quit で終了。",
    no_link: "{n}行目のもとになるつながりはありません",
    no_source: "出典はありません",
    no_questions: "ありません。`.save-question 名前 = 質問` で保存します",
    no_parameters: "ありません。`.param 名前 = 値` で `$名前` に値を与えます",
    saved: "保存",
    before: "以前",
    forgotten: "削除",
    written: "書き出し",
    rows: "{n}行",
    fine: "問題ありません",
    chronicle: "出来事{n}件、事物{of}件",
    graph: "節点{n}個、つながり{of}本のグラフ。`.classes` で種別の一覧",
};

const ZH: Sentences = Sentences {
    welcome: "请提问。.help 查看说明，Tab 补全，.quit 退出。",
    no_link: "第{n}行没有所依据的联系",
    no_source: "没有出处",
    no_questions: "没有。用 `.save-question 名称 = 问题` 保存",
    no_parameters: "没有。用 `.param 名称 = 值` 给 `$名称` 赋值",
    saved: "已保存",
    before: "之前",
    forgotten: "已删除",
    written: "已写入",
    rows: "{n}行",
    fine: "没有问题",
    chronicle: "{n}个事件，{of}个事物",
    graph: "{n}个节点、{of}条联系的图；`.classes` 列出类别",
};

/// The sentences of a language; English ones where there are none.
pub fn sentences(lang: &str) -> &'static Sentences {
    match lang {
        "ja" => &JA,
        "zh" => &ZH,
        _ => &EN,
    }
}

/// A sentence with the numbers `{n}` and `{of}`, in a line of its own.
pub fn line(text: &str, n: usize, of: usize) -> String {
    counted(text, &[("n", n), ("of", of)]) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        assert_eq!(line(sentences("en").chronicle, 1, 2), "1 event, 2 entities\n");
        assert_eq!(line(sentences("ja").no_link, 3, 0), "3行目のもとになるつながりはありません\n");
    }
}
