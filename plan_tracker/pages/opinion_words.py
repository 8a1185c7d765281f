"""The methods of others, in the words of the page about the method; docs/method.md has more."""

from __future__ import annotations

from indicators.charts.wording import Text
from plan_tracker.pages.terms import Chapter, Term

SECOND_OPINIONS = Chapter(
    code="second-opinions",
    heading=Text("其他方法的判断", "Second opinions"),
    terms=(
        Term(
            code="opinion-classes",
            name=Text("如何比对", "How they are compared"),
            meaning=Text(
                "指标页把同一组数值按国外统计机构公布的方法另行判断，与本系统的结论并列。"
                "各方法的等次和本系统的等次统一归为四类（正常推进、进展偏慢、进展不足、偏离目标），"
                "归类由本系统确定。各等次的界限未能在发布机构查证的方法不予采用。",
                "An indicator's page judges the same figures by methods statistical offices have "
                "published, beside our own word. Their grades and ours are sorted into four "
                "classes (on course, moderate, off course, moving away); the sorting is ours. "
                "Methods whose limits could not be read at their publisher are left out.",
            ),
        ),
        Term(
            code="growth-ratio",
            name=Text("增长率之比", "Ratio of growth rates"),
            formula=Text(
                "基期以来年均增速 ÷ 从基期到目标所需年均增速",
                "yearly growth since the baseline ÷ yearly growth from baseline to target",
            ),
            meaning=Text(
                "已达到目标，或不低于95%：正常推进；60%至95%：进展偏慢；0至60%：进展不足；低于0：偏离目标。"
                "数值须为正数。",
                "Target met, or 95% and more: on course; 60% to 95%: moderate; 0 to 60%: off "
                "course; below 0: moving away. Needs positive values.",
            ),
            published=(
                Text(
                    "加拿大统计局、Open SDG（参照欧盟统计局）",
                    "Statistics Canada and Open SDG, after Eurostat",
                ),
                "https://open-sdg.readthedocs.io/en/latest/progress-methodology/",
            ),
        ),
        Term(
            code="projected-share",
            name=Text("增速外推法", "Growth projected"),
            formula=Text(
                "（按基期以来年均增速推算的目标年数值 − 基期值）÷（目标值 − 基期值）",
                "(value for the target year at the yearly growth so far − baseline) ÷ "
                "(target − baseline)",
            ),
            meaning=Text(
                "已达到目标，或不低于95%：正常推进；10%至95%：进展偏慢；0至10%：进展不足；低于0：偏离目标"
                "（后两类该方法合称“停滞或倒退”）。数值须为正数。",
                "Target met, or 95% and more: on course; 10% to 95%: moderate; 0 to 10%: off "
                "course; below 0: moving away (the method calls both stagnation or regression). "
                "Needs positive values.",
            ),
            published=(
                Text(
                    "巴斯克统计局（依据联合国可持续发展目标进展图技术说明，2023年）",
                    "Eustat, Basque Country, after the technical note of the UN SDG Progress Chart "
                    "(2023)",
                ),
                "https://github.com/EUSTAT-DES/site/blob/develop/_pages/en/metodologia.md",
            ),
        ),
        Term(
            code="continued-trend",
            name=Text("延续趋势法", "Trend continued"),
            formula=Text(
                "按近年平均变化推算到目标年仍缺的数 ÷ 现有差距",
                "what would be missing in the target year at the average change ÷ the gap now",
            ),
            meaning=Text(
                "低于5%或可达到：正常推进（晴）；5%至20%：进展偏慢（晴间多云）；高于20%：进展不足（阴）；"
                "未向目标移动：偏离目标（雷雨）。已达到目标的，平均变化未背离目标为晴，背离目标为晴间多云。"
                "须有连续4年以上的全年数，最多取6年。",
                "Below 5%, or reached: on course (sun); 5% to 20%: moderate (sun and cloud); above "
                "20%: off course (cloud); not moving towards the target: moving away "
                "(thunderstorm). Of a target that is met: sun, or sun and cloud where the average "
                "change leads away from it. Needs four years in a row and uses six at most.",
            ),
            published=(
                Text("德国联邦统计局", "Federal Statistical Office of Germany (Destatis)"),
                "https://dns-indikatoren.de/en/status",
            ),
        ),
    ),
)
