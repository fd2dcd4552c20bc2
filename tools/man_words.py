"""The words of the manual page that stand nowhere in the program, in both languages. Read by `man_page`."""

from typing import NamedTuple


class Words(NamedTuple):
    """Of one language. A text in back quotes is something typed as it stands."""

    macros: tuple[str, ...]
    """What roff has to load to break lines of the language."""
    manual: str
    """Name of the manual, in the page's head."""
    sections: dict[str, str]
    """The usual names of sections → those of the language."""
    name: str
    """One line for `whatis`."""
    description: tuple[str, ...]
    examples: str
    settings: str
    """What stands above the variables that have a key in the settings file."""
    setting: str
    """What a variable means, and the key of the settings file that does the same."""
    variables: dict[str, str]
    """Variables of the environment that are no settings."""
    files: dict[str, str]
    exits: dict[int, str]
    see: str


ENGLISH = Words(
    macros=(),
    manual="User Commands",
    sections={},
    name="read and keep Chinese information bulletins in the terminal",
    description=(
        "A bulletin (简报) is a small periodical that an organisation writes for itself. `briefing-tui` keeps each issue as one text file in a folder, the library, and shows it in the terminal, typeset as Chinese should be.",
        "Without a verb the library comes up on the screen; `?` shows the keys of every screen. What the screens show can be printed, searched and counted by the verbs below; into a pipe or a file it is plain text.",
        "An issue is called `2024-14`: the fourteenth of 2024. `2024-增1` or `2024-s1` is a supplement, `2024-14#3` the third item of an issue, `latest` the newest issue.",
    ),
    examples="Examples:",
    settings="Options win over these variables, and they over the settings file, which has a key for each.",
    setting="{meaning} In the settings file: `{key}`.",
    variables={
        "BRIEFING_CONFIG": "The settings file, if it is another one.",
        "BRIEFING_SECRET_NAME": "The secret called NAME (in capitals), instead of the one in secrets.toml: the key of a robot, a password for mail.",
        "VISUAL, EDITOR": "The program that `ctrl+o` hands a text to.",
        "PAGER": "Shows long output of `show`, unless a setting says otherwise.",
        "NO_COLOR": "Not empty: no colours.",
        "TERM, COLORTERM": "How many colours the terminal has; with `TERM=dumb` there are no screens.",
        "LC_ALL, LC_MESSAGES, LANG": "The language of the program: Chinese if the first that is set begins with `zh`.",
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME": "Other places for the folders below.",
    },
    files={
        "~/.config/briefing-tui/config.toml": "Settings; `briefing-tui config init` begins it.",
        "~/.config/briefing-tui/secrets.toml": "Keys and passwords for sending; refused when others can read it.",
        "~/.config/briefing-tui/templates/": "Templates of the house, one file each, for `new --template`.",
        "~/.local/share/briefing-tui/library/": "The library, when no other is named.",
        "~/.local/state/briefing-tui/": "Your places, bookmarks, drafts that are not saved, and the log of crashes.",
        "~/.cache/briefing-tui/": "The index of each library; made again when it is gone.",
        "YEAR/KEY.toml": "An issue, inside the library.",
    },
    exits={
        0: "Done.",
        1: "It failed; or nothing was found (`search`), or something that is wrong (`check`, `doctor`).",
        2: "The command line or the settings cannot be meant.",
        130: "Interrupted by ctrl+c.",
        141: "Whoever read the output has gone.",
    },
    see="The project: {home}",
)

CHINESE = Words(
    macros=(r".if \n(.x .mso zh.tmac",),
    manual="用户命令",
    sections={
        "NAME": "名称",
        "SYNOPSIS": "概要",
        "DESCRIPTION": "说明",
        "VERBS": "命令",
        "OPTIONS": "各命令通用的选项",
        "ENVIRONMENT": "环境变量",
        "FILES": "文件",
        "EXIT STATUS": "退出码",
        "SEE ALSO": "参见",
    },
    name="在终端里阅读和保存简报",
    description=(
        "简报是单位内部编发的小型刊物。`briefing-tui` 把每一期存为简报库文件夹里的一个文本文件，按中文排版的规矩显示在终端里。",
        "不带命令时，屏幕上显示简报库；在任何界面按 `?` 都能看到可用的按键。界面上看到的内容，都可以用下面的命令打印、搜索和统计；输出到管道或文件时是纯文本。",
        "一期写作 `2024-14`，即2024年第14期；`2024-增1` 或 `2024-s1` 是增刊，`2024-14#3` 是这一期的第三条，`latest` 是最新一期。",
    ),
    examples="示例：",
    settings="命令行选项优先于这些变量，这些变量优先于设置文件；每个变量在设置文件里都有对应的项。",
    setting="{meaning}设置文件中的项：`{key}`。",
    variables={
        "BRIEFING_CONFIG": "另行指定设置文件。",
        "BRIEFING_SECRET_NAME": "名为 NAME（大写）的密钥，代替 secrets.toml 里的：机器人的密钥、邮件的密码。",
        "VISUAL, EDITOR": "按 `ctrl+o` 时用来编辑正文的程序。",
        "PAGER": "`show` 输出较长时的分页程序，设置另有规定的除外。",
        "NO_COLOR": "不为空时不用颜色。",
        "TERM, COLORTERM": "终端有多少种颜色；`TERM=dumb` 时没有界面。",
        "LC_ALL, LC_MESSAGES, LANG": "程序的语言：第一个已设的变量以 `zh` 开头时用中文。",
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME": "另行指定下列文件夹的位置。",
    },
    files={
        "~/.config/briefing-tui/config.toml": "设置；可用 `briefing-tui config init` 生成。",
        "~/.config/briefing-tui/secrets.toml": "分送用的密钥和密码；别人可读则不予使用。",
        "~/.config/briefing-tui/templates/": "本单位的模板，一个文件一个，供 `new --template` 使用。",
        "~/.local/share/briefing-tui/library/": "未另行指定时的简报库。",
        "~/.local/state/briefing-tui/": "自己的阅读位置、书签、尚未保存的暂存稿和故障记录。",
        "~/.cache/briefing-tui/": "各简报库的索引；删除后会重新生成。",
        "YEAR/KEY.toml": "简报库里的一期简报。",
    },
    exits={
        0: "完成。",
        1: "失败；或没有找到（`search`），或发现了问题（`check`、`doctor`）。",
        2: "命令行或设置有误。",
        130: "被 ctrl+c 中断。",
        141: "读取输出的一方已经离开。",
    },
    see="项目主页：{home}",
)
