//! What the command line says of its commands and arguments.

use super::Bilingual;

/// The headings of the help: usage, commands, arguments, options.
pub const HELP_HEADINGS: [Bilingual; 4] = [
    Bilingual {
        zh: "用法",
        en: "Usage",
    },
    Bilingual {
        zh: "命令",
        en: "Commands",
    },
    Bilingual {
        zh: "参数",
        en: "Arguments",
    },
    Bilingual {
        zh: "选项",
        en: "Options",
    },
];

/// The help of every command (`facts lint`) and argument (`compose.seed`, or `--genre` for all that have it).
pub static HELP: &[(&str, Bilingual)] = &[
    (
        "chengwen",
        Bilingual {
            zh: "成文：用语料库和你自己的事实拼出公文初稿；每一节都有事例，每个细节都有出处",
            en: "Composes formulaic official texts from a phrase bank and your own facts, and never invents a detail",
        },
    ),
    (
        "--bank",
        Bilingual {
            zh: "改用这个文件夹里的语料库",
            en: "Read this folder's bank in place of the embedded one",
        },
    ),
    (
        "bank",
        Bilingual {
            zh: "查看和检查语料库",
            en: "Look at the phrase bank and lint it",
        },
    ),
    (
        "--overlay",
        Bilingual {
            zh: "在语料库上叠加这个文件夹的内容（可多次）",
            en: "Lay this folder over the bank: adds, replaces by id, switches off by id (repeatable)",
        },
    ),
    (
        "--reference_doc",
        Bilingual {
            zh: "Word 模板：沿用其中的样式、页面、页眉页脚（.docx、.pdf）",
            en: "Fill this Word template: its styles, page, headers and footers stay (.docx, .pdf)",
        },
    ),
    (
        "--no_provenance",
        Bilingual {
            zh: "不附带稿件和事实（.docx、.html）",
            en: "Leave the draft and the facts behind the text out (.docx, .html)",
        },
    ),
    (
        "--lang",
        Bilingual {
            zh: "消息语言：zh 或 en",
            en: "Language of messages: zh or en",
        },
    ),
    (
        "--help",
        Bilingual {
            zh: "显示帮助",
            en: "Show help",
        },
    ),
    (
        "--version",
        Bilingual {
            zh: "显示版本",
            en: "Show the version",
        },
    ),
    (
        "compose",
        Bilingual {
            zh: "用事实文件写出初稿",
            en: "Compose a first draft from facts",
        },
    ),
    (
        "compose.facts",
        Bilingual {
            zh: "事实（.ron、.xlsx、.xls、.ods、.csv 或 CSV 文件夹；- 为标准输入的 .ron）",
            en: "The facts (.ron, .xlsx, .xls, .ods, .csv or a folder of CSV files; - for .ron on standard input)",
        },
    ),
    (
        "compose.keep",
        Bilingual {
            zh: "围绕这份稿件里锁定和手写的句子重新拼写其余部分；不给事实文件时用稿件里的事实",
            en: "Compose anew around what is locked or written by hand in this draft; without FACTS, from the draft's own",
        },
    ),
    (
        "compose.output",
        Bilingual {
            zh: "写入文件，由扩展名定格式（.txt .md .json；.ron 为稿件本身；可多次）",
            en: "Write to a file whose ending gives the format (.txt .md .json; .ron is the draft itself; repeatable)",
        },
    ),
    (
        "--genre",
        Bilingual {
            zh: "文种（默认取事实文件所写）",
            en: "The genre, before the one that the facts name",
        },
    ),
    (
        "--edition",
        Bilingual {
            zh: "年度版本（默认取事实文件所写）",
            en: "The edition, before the one that the facts name",
        },
    ),
    (
        "compose.seed",
        Bilingual {
            zh: "随机种子：同样的输入和种子，结果逐字节相同",
            en: "The seed: same inputs and seed, same bytes",
        },
    ),
    (
        "compose.length",
        Bilingual {
            zh: "全文字数（不计空白）",
            en: "The length in characters, white space not counted",
        },
    ),
    (
        "compose.strict",
        Bilingual {
            zh: "有错误时不写任何文件",
            en: "Write nothing where a rule at level error is broken",
        },
    ),
    (
        "compose.format",
        Bilingual {
            zh: "标准输出的格式：text、markdown、json",
            en: "The format on standard output: text, markdown, json",
        },
    ),
    (
        "vary",
        Bilingual {
            zh: "用同一份事实写出多稿，互不雷同",
            en: "Compose several drafts of the same facts, kept apart",
        },
    ),
    (
        "vary.facts",
        Bilingual {
            zh: "事实（.ron、.xlsx、.xls、.ods、.csv 或 CSV 文件夹；- 为标准输入的 .ron）",
            en: "The facts (.ron, .xlsx, .xls, .ods, .csv or a folder of CSV files; - for .ron on standard input)",
        },
    ),
    (
        "vary.number",
        Bilingual {
            zh: "稿数",
            en: "How many drafts",
        },
    ),
    (
        "vary.output",
        Bilingual {
            zh: "写入这个文件夹",
            en: "The folder to write to",
        },
    ),
    (
        "vary.max_similarity",
        Bilingual {
            zh: "任意两稿包含度的上限（0 到 1）",
            en: "The most that any two drafts may share (containment, 0 to 1)",
        },
    ),
    (
        "vary.seed",
        Bilingual {
            zh: "随机种子",
            en: "The seed",
        },
    ),
    (
        "vary.length",
        Bilingual {
            zh: "全文字数（不计空白）",
            en: "The length in characters, white space not counted",
        },
    ),
    (
        "vary.format",
        Bilingual {
            zh: "文件格式：txt、md、json、ron",
            en: "The files' format: txt, md, json, ron",
        },
    ),
    (
        "batch",
        Bilingual {
            zh: "为多人各写一稿，互不雷同；重跑结果不变",
            en: "Compose one draft each for many people, all kept apart; running it again gives the same",
        },
    ),
    (
        "batch.people",
        Bilingual {
            zh: "事实文件（.ron、表格、CSV 文件夹）所在的文件夹，或列出它们的名单（.ron、.txt、.csv）",
            en: "A folder of facts files (.ron, spreadsheets, folders of CSV), or a roster that lists them (.ron, .txt, .csv)",
        },
    ),
    (
        "batch.output",
        Bilingual {
            zh: "写入这个文件夹",
            en: "The folder to write to",
        },
    ),
    (
        "batch.against",
        Bilingual {
            zh: "与往年的文本也不雷同：文件或文件夹（可多次）",
            en: "Keep apart from these earlier texts too: a file or a folder (repeatable)",
        },
    ),
    (
        "batch.max_similarity",
        Bilingual {
            zh: "任意两稿包含度的上限（0 到 1）",
            en: "The most that any two drafts may share (containment, 0 to 1)",
        },
    ),
    (
        "batch.seed",
        Bilingual {
            zh: "随机种子",
            en: "The seed",
        },
    ),
    (
        "batch.length",
        Bilingual {
            zh: "每稿字数（不计空白）",
            en: "The length of each draft in characters, white space not counted",
        },
    ),
    (
        "batch.format",
        Bilingual {
            zh: "文件格式：txt、md、json、ron（可多次）",
            en: "The files' format: txt, md, json, ron (repeatable)",
        },
    ),
    (
        "batch.jobs",
        Bilingual {
            zh: "并行数（默认由处理器定；不影响结果）",
            en: "How many to work on at a time (by default what the processor holds); the results are the same",
        },
    ),
    (
        "compare",
        Bilingual {
            zh: "比较多份文本的相似度，列出相同的段落",
            en: "Compare texts: a matrix of similarity and the longest shared passages",
        },
    ),
    (
        "compare.files",
        Bilingual {
            zh: "两份以上的文本或稿件",
            en: "Two or more texts or drafts",
        },
    ),
    #[cfg(feature = "studio")]
    (
        "studio",
        Bilingual {
            zh: "打开本机网页：编写、换说法、检查，随改随存",
            en: "Open the local page: compose, swap and check, every change saved at once",
        },
    ),
    #[cfg(feature = "studio")]
    (
        "studio.place",
        Bilingual {
            zh: "稿件、事实文件或文件夹；不写则为当前文件夹",
            en: "A draft, a facts file or a folder; the current folder where none is given",
        },
    ),
    #[cfg(feature = "studio")]
    (
        "studio.port",
        Bilingual {
            zh: "端口，只在本机开放；0 为任取",
            en: "The port, on this machine only; 0 takes any",
        },
    ),
    #[cfg(feature = "studio")]
    (
        "studio.open",
        Bilingual {
            zh: "顺便打开浏览器",
            en: "Open the browser too",
        },
    ),
    (
        "swap",
        Bilingual {
            zh: "逐句换说法：列出、选用、手写、锁定、撤销",
            en: "Swap phrasing sentence by sentence: list, pick, write, lock, undo",
        },
    ),
    (
        "swap.draft",
        Bilingual {
            zh: "稿件文件（.ron）",
            en: "The draft (.ron)",
        },
    ),
    (
        "swap.address",
        Bilingual {
            zh: "位置：节号:句号，如 1.3.1:2；标题为 0；问题写 1.3.1",
            en: "The section and the sentence: 1.3.1:2; 0 is the heading; a problem is 1.3.1",
        },
    ),
    (
        "swap.pick",
        Bilingual {
            zh: "选用第几种说法",
            en: "Take this alternative",
        },
    ),
    (
        "swap.next",
        Bilingual {
            zh: "换成下一种说法",
            en: "Take the next alternative",
        },
    ),
    (
        "swap.random",
        Bilingual {
            zh: "随机换一种说法",
            en: "Take any other alternative",
        },
    ),
    (
        "swap.write",
        Bilingual {
            zh: "改成手写的文字",
            en: "Write this text in its place",
        },
    ),
    (
        "swap.fact",
        Bilingual {
            zh: "换用这条事实作例",
            en: "Show the problem by this fact",
        },
    ),
    (
        "swap.point",
        Bilingual {
            zh: "整个问题换一个要点（专题/要点；不写则自动选）",
            en: "Exchange the whole problem (TOPIC/POINT, or the best fitting one)",
        },
    ),
    (
        "swap.add",
        Bilingual {
            zh: "在这一方面增加一个问题，用这条事实作例",
            en: "Add a problem to this area, shown by this fact",
        },
    ),
    (
        "swap.remove",
        Bilingual {
            zh: "删去这个问题及其原因、措施；写到句号则只删这一句",
            en: "Remove the problem with its cause and measure, or the one sentence that the address names",
        },
    ),
    (
        "swap.move_to",
        Bilingual {
            zh: "移到本方面的第几个",
            en: "Move the problem to this place in its area",
        },
    ),
    (
        "swap.lock",
        Bilingual {
            zh: "锁定",
            en: "Lock the sentence",
        },
    ),
    (
        "swap.unlock",
        Bilingual {
            zh: "解锁",
            en: "Unlock the sentence",
        },
    ),
    (
        "swap.undo",
        Bilingual {
            zh: "撤销上一次改动",
            en: "Undo the latest change",
        },
    ),
    (
        "swap.redo",
        Bilingual {
            zh: "重做",
            en: "Redo what was undone",
        },
    ),
    (
        "swap.history",
        Bilingual {
            zh: "列出改动历史",
            en: "List the changes so far",
        },
    ),
    (
        "swap.format",
        Bilingual {
            zh: "列出说法的格式：text、json",
            en: "The format of the list: text, json",
        },
    ),
    (
        "check",
        Bilingual {
            zh: "检查任何人写的材料：哪里具体、哪里空、哪里要改",
            en: "Check any text: what is specific in it, what is empty, what must be mended",
        },
    ),
    (
        "check.files",
        Bilingual {
            zh: "材料（.txt .md；.ron 为稿件；- 为标准输入；可多个，可为文件夹）",
            en: "The texts (.txt .md; .ron for drafts; - for standard input; several, or folders)",
        },
    ),
    (
        "check.facts",
        Bilingual {
            zh: "事实文件：文中细节与它对照",
            en: "The facts that back the details",
        },
    ),
    (
        "check.against",
        Bilingual {
            zh: "以前的材料（文件或文件夹），查抄袭；可多次",
            en: "Earlier texts, to find what was copied from them (repeatable)",
        },
    ),
    (
        "check.format",
        Bilingual {
            zh: "输出格式：human、json、sarif、github",
            en: "The output: human, json, sarif, github",
        },
    ),
    (
        "check.select",
        Bilingual {
            zh: "只用这些规则（逗号分隔）",
            en: "Only these rules (with commas between)",
        },
    ),
    (
        "check.ignore",
        Bilingual {
            zh: "不用这些规则（逗号分隔）",
            en: "All but these rules (with commas between)",
        },
    ),
    (
        "check.min_severity",
        Bilingual {
            zh: "只列出不低于这一级别的：error、warning、note",
            en: "Show only what is at least this bad: error, warning, note",
        },
    ),
    (
        "check.quiet",
        Bilingual {
            zh: "每处一行，不列表",
            en: "One line for each finding, and no table",
        },
    ),
    (
        "check.fix",
        Bilingual {
            zh: "自动改正有把握的地方，显示改动",
            en: "Mend what can be mended surely, and show the changes",
        },
    ),
    (
        "check.annotate",
        Bilingual {
            zh: "把发现写成批注，另存为这个 Word 文档（只用于 docx）",
            en: "Write the findings as comments into a copy of the Word file (docx only)",
        },
    ),
    (
        "check.baseline",
        Bilingual {
            zh: "不列出基线文件中已有的",
            en: "Do not show what this baseline knows",
        },
    ),
    (
        "check.write_baseline",
        Bilingual {
            zh: "把现有的发现写成基线文件",
            en: "Write what is found now as a baseline",
        },
    ),
    (
        "adopt",
        Bilingual {
            zh: "取回在别处改过的文本：没改的句子保留出处，改、删、增的算手写",
            en: "Take back a text that was edited elsewhere: what changed becomes your own wording",
        },
    ),
    (
        "adopt.draft",
        Bilingual {
            zh: "稿件文件（.ron）",
            en: "The draft (.ron)",
        },
    ),
    (
        "adopt.edited",
        Bilingual {
            zh: "改过的文本（.txt、.md）",
            en: "The edited text (.txt, .md)",
        },
    ),
    (
        "adopt.force",
        Bilingual {
            zh: "锁定的句子也照改；没有一句对得上也照收",
            en: "Take over locked sentences too, and a text that has no sentence of the draft",
        },
    ),
    (
        "render",
        Bilingual {
            zh: "把稿件文件输出为文本、Markdown 或 JSON",
            en: "Write a draft out as text, Markdown or JSON",
        },
    ),
    (
        "render.draft",
        Bilingual {
            zh: "稿件文件（.ron）",
            en: "The draft (.ron)",
        },
    ),
    (
        "render.output",
        Bilingual {
            zh: "写入文件，由扩展名定格式（可多次；默认标准输出）",
            en: "Write to a file whose ending gives the format (repeatable; standard output by default)",
        },
    ),
    (
        "render.format",
        Bilingual {
            zh: "标准输出的格式：text、markdown、json",
            en: "The format on standard output: text, markdown, json",
        },
    ),
    (
        "facts",
        Bilingual {
            zh: "检查事实、生成样表、列出空缺、逐题填写、转换格式",
            en: "Lint facts, write a file to fill in, list what is missing, ask for it, export",
        },
    ),
    (
        "facts lint",
        Bilingual {
            zh: "一次报出事实文件的全部错误",
            en: "Report all faults of facts files at once",
        },
    ),
    (
        "facts lint.facts",
        Bilingual {
            zh: "事实文件",
            en: "The facts files",
        },
    ),
    (
        "facts template",
        Bilingual {
            zh: "生成带说明的事实样表（.ron、.xlsx 或 CSV 文件夹）",
            en: "Write a file to fill in: .ron, .xlsx, or a folder of CSV files",
        },
    ),
    (
        "facts template.output",
        Bilingual {
            zh: "写入 .ron、.xlsx 或以 / 结尾的文件夹（默认标准输出，.ron）",
            en: "Write to .ron, .xlsx or a folder that ends in / (default: .ron to standard output)",
        },
    ),
    (
        "facts export",
        Bilingual {
            zh: "把事实转换成另一种格式，不公开的也在内",
            en: "Write facts in another form, confidential ones included",
        },
    ),
    (
        "facts export.facts",
        Bilingual {
            zh: "事实（.ron、.xlsx、.xls、.ods、.csv 或 CSV 文件夹）",
            en: "The facts (.ron, .xlsx, .xls, .ods, .csv or a folder of CSV files)",
        },
    ),
    (
        "facts export.output",
        Bilingual {
            zh: "写入 .ron、.xlsx 或以 / 结尾的文件夹（默认标准输出，.ron）",
            en: "Write to .ron, .xlsx or a folder that ends in / (default: .ron to standard output)",
        },
    ),
    (
        "facts ask",
        Bilingual {
            zh: "逐题询问还缺的事实，每填一条就保存，可随时离开再接着填",
            en: "Ask for the facts that are missing, saving after each; can be left and resumed",
        },
    ),
    (
        "facts ask.facts",
        Bilingual {
            zh: "已有的事实；不写 -o 时就写回这里",
            en: "The facts so far; written back where no -o is given",
        },
    ),
    (
        "facts ask.output",
        Bilingual {
            zh: "写入 .ron、.xlsx 或以 / 结尾的文件夹；已有的话从那里接着填",
            en: "Write to .ron, .xlsx or a folder that ends in /; resumed if it is there",
        },
    ),
    (
        "facts missing",
        Bilingual {
            zh: "逐节列出还缺哪些事实",
            en: "List, section by section, the facts that would complete the draft",
        },
    ),
    (
        "facts missing.facts",
        Bilingual {
            zh: "事实文件",
            en: "The facts",
        },
    ),
    (
        "bank list",
        Bilingual {
            zh: "列出文种、年度版本和专题",
            en: "List genres, editions and topics",
        },
    ),
    (
        "bank show",
        Bilingual {
            zh: "显示一个专题或根源的全部说法",
            en: "Show every variant of a topic or a root",
        },
    ),
    (
        "bank show.topic",
        Bilingual {
            zh: "专题或根源的编号",
            en: "The topic's or the root's id",
        },
    ),
    (
        "bank lint",
        Bilingual {
            zh: "检查语料库的格式和文字",
            en: "Lint the bank's format and wording",
        },
    ),
    (
        "bank stats",
        Bilingual {
            zh: "统计语料库",
            en: "Count the bank's content",
        },
    ),
    (
        "rules",
        Bilingual {
            zh: "列出规则，或说明一条规则",
            en: "List the rules, or explain one",
        },
    ),
    (
        "rules.rule",
        Bilingual {
            zh: "规则编号",
            en: "The rule's id",
        },
    ),
    (
        "completions",
        Bilingual {
            zh: "生成命令补全脚本",
            en: "Write a completion script",
        },
    ),
    (
        "completions.shell",
        Bilingual {
            zh: "终端种类",
            en: "The shell",
        },
    ),
    (
        "man",
        Bilingual {
            zh: "生成手册页",
            en: "Write the manual page",
        },
    ),
];
