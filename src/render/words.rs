//! The words of pictures and pages, in the languages of the base vocabulary.

/// Words around an answer. `{n}` and `{of}` stand for numbers.
pub(super) struct Words {
    pub(super) stated: &'static str,
    pub(super) inferred: &'static str,
    pub(super) doubtful: &'static str,
    /// A picture that does not show all.
    pub(super) left_out: &'static str,
    /// A picture that shows nothing.
    pub(super) too_large: &'static str,
    /// An answer without anything to draw.
    pub(super) nothing: &'static str,
    /// What a screen reader says of a picture.
    pub(super) graph_of: &'static str,
    pub(super) graph_nodes: &'static str,
}

const EN: Words = Words {
    stated: "stated",
    inferred: "inferred",
    doubtful: "doubtful",
    left_out: "{n} more of {of} are left out, since the picture would be too large",
    too_large: "too large to be drawn; `nenpyo dot` writes it for Graphviz",
    nothing: "nothing to draw: no row has an event or a thing in it",
    graph_of: "A graph of {n} nodes and {of} links",
    graph_nodes: "Nodes of the graph",
};

const JA: Words = Words {
    stated: "明記",
    inferred: "推定",
    doubtful: "疑わしい",
    left_out: "大きくなりすぎるため、{of}件のうち{n}件を省きました",
    too_large: "大きすぎて描けません。`nenpyo dot` なら Graphviz 用に書き出せます",
    nothing: "描くものがありません: どの行にも出来事や事物がありません",
    graph_of: "{n}個の節点と{of}本のつながりのグラフ",
    graph_nodes: "グラフの節点",
};

const ZH: Words = Words {
    stated: "明载",
    inferred: "推断",
    doubtful: "存疑",
    left_out: "图会过大，{of}项中省略了{n}项",
    too_large: "过大，无法绘制；`nenpyo dot` 可输出给 Graphviz",
    nothing: "没有可绘制的内容：各行都没有事件或事物",
    graph_of: "{n}个节点、{of}条联系的图",
    graph_nodes: "图的节点",
};

/// The words of a language; English ones where there are none.
pub(super) fn words(lang: &str) -> &'static Words {
    match lang {
        "ja" => &JA,
        "zh" => &ZH,
        _ => &EN,
    }
}

/// A text with its numbers.
pub(super) fn counted(text: &str, n: usize, of: usize) -> String {
    text.replace("{n}", &n.to_string()).replace("{of}", &of.to_string())
}
