"""What seeded prompts are made of: twelve languages, words that are common, and some hardly ever.

A prompt takes one phrase of each list, so that two of the same list never meet: "lighthouse" and
"astronaut" are both common, and no prompt has both.
"""

# ruff: noqa: RUF001  (other scripts have letters that look like Latin ones)

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final


@dataclass(frozen=True, slots=True)
class Language:
    """``pattern`` puts a subject, a place and a style together; ``share`` of a hundred prompts."""

    share: int
    pattern: str
    subjects: Sequence[str]
    places: Sequence[str]
    styles: Sequence[str]


def _language(share: int, pattern: str, subjects: str, places: str, styles: str) -> Language:
    return Language(share, pattern, *(part.split("|") for part in (subjects, places, styles)))


LANGUAGES: Final = (
    _language(
        40,
        "{subject} {place}, {style}",
        "a lighthouse|an astronaut|a red fox|two sleeping cats|an old violin maker|a paper boat|"
        "a brass telescope|a market stall with oranges|a glass whale|a night train|"
        "a robot watering tomatoes|a dancer in a yellow coat|a bowl of ramen|a stone bridge",
        "in the rain|on a cliff at dawn|under a violet sky|in a quiet library|"
        "beside a frozen lake|in a crowded harbour|above the clouds|at the edge of the desert|"
        "in an overgrown greenhouse|on a rooftop in Lisbon|after the storm|by candlelight",
        "watercolour on rough paper|photograph, 35 mm, shallow depth of field|oil painting|"
        "isometric illustration|linocut in two colours|studio lighting, highly detailed|"
        "flat vector poster|pencil sketch|claymation still|art nouveau|pixel art|"
        "double exposure, film grain",
    ),
    _language(
        10,
        "{subject} {place}, {style}",
        "ein Leuchtturm|eine schlafende Katze|ein müder Bäcker|zwei Füchse|eine gläserne Brücke|"
        "ein Mädchen mit rotem Schirm|ein altes Fahrrad",
        "im Nebel|über den Dächern von Köln|am Straßenrand|im verschneiten Wald|bei Mondschein",
        "Aquarell|Ölgemälde|Holzschnitt|Fotografie mit weichem Licht|Bleistiftzeichnung",
    ),
    _language(
        7,
        "{subject} {place}, {style}",
        "un phare|un renard endormi|une violoniste|un château de sable|une théière fêlée|"
        "deux vélos rouillés",
        "sous la pluie|au cœur de la forêt|sur les toits de Paris|à l'aube|près de la fenêtre",
        "aquarelle|peinture à l'huile|affiche rétro|gravure|photographie argentique",
    ),
    _language(
        8,
        "{subject} {place}, {style}",
        "un faro abandonado|una niña con un paraguas|un gato negro|un jardín de limoneros|"
        "un tren nocturno|una guitarra rota",
        "bajo la lluvia|al amanecer|en la montaña|junto al río|en una plaza de Sevilla",
        "acuarela|óleo sobre lienzo|ilustración plana|fotografía en blanco y negro|grabado",
    ),
    _language(
        5,
        "{subject} {place}, {style}",
        "um farol antigo|um gato na janela|uma canoa azul|um coração de papel|uma ave do cerrado",
        "ao pôr do sol|em São Paulo à noite|na praia vazia|entre as nuvens",
        "aquarela|xilogravura|pintura a óleo|fotografia analógica",
    ),
    _language(
        8,
        "{place}{subject}、{style}",
        "黒猫|灯台|古い図書館|赤い傘の少女|富士山|白い狐|ラーメン屋台|宇宙飛行士",
        "雨の中の|夜明けの|雪に覆われた|東京の路地裏の|桜の下の",
        "水彩画|浮世絵風|油絵|アニメ調|モノクロ写真",
    ),
    _language(
        6,
        "{place}{subject}，{style}",
        "黑猫|灯塔|古老的寺庙|红灯笼|一条金鱼|山间小路|熊猫",
        "雨中的|清晨的|雪地里的|江南水乡的|月光下的",
        "水墨画|油画|水彩|赛博朋克风格|黑白摄影",
    ),
    _language(
        4,
        "{place} {subject}, {style}",
        "검은 고양이|등대|한옥 마을|우주 비행사|빨간 우산|호랑이",
        "비 오는 날의|새벽의|눈 덮인|서울 골목의",
        "수채화|유화|흑백 사진|민화풍",
    ),
    _language(
        3,
        "{subject} {place}، {style}",
        "قطة سوداء|منارة قديمة|سوق مزدحم|طائر أزرق|قارب صغير",
        "تحت المطر|عند الفجر|في الصحراء|في شوارع القاهرة",
        "لوحة زيتية|ألوان مائية|صورة فوتوغرافية|خط عربي",
    ),
    _language(
        3,
        "{place} {subject}, {style}",
        "काली बिल्ली|मोर|पुराना किला|लाल छाता|हाथी",
        "बारिश में|सुबह की रोशनी में|हिमालय के नीचे|वाराणसी के घाट पर",
        "जलरंग|तैल चित्र|मधुबनी शैली|श्वेत-श्याम तस्वीर",
    ),
    _language(
        4,
        "{subject} {place}, {style}",
        "чёрный кот|маяк|старый трамвай|ёлка|девочка с зонтом|медведь",
        "под дождём|на рассвете|в зимнем лесу|на крыше Петербурга",
        "акварель|масло, холст|гравюра|плёночная фотография",
    ),
    _language(
        2,
        "{subject} {place}, {style}",
        "μια μαύρη γάτα|ένας φάρος|μια βάρκα|ένα παλιό θέατρο",
        "στη βροχή|την αυγή|στη Σαντορίνη|κάτω από τα αστέρια",
        "ακουαρέλα|ελαιογραφία|ασπρόμαυρη φωτογραφία",
    ),
)
_SHARES: Final = list(accumulate(language.share for language in LANGUAGES))
DETAILS: Final = (
    "muted colours",
    "soft morning light",
    "very wide shot",
    "seen from below",
    "no text",
    "inspired by old botanical plates",
    "with a tiny figure for scale",
    "reflections in wet asphalt",
    "symmetrical composition",
    "warm highlights and cold shadows",
)
EMOJI: Final = ("🌊", "🦊", "🚀", "🌸", "🔥", "👩‍🚀", "🐈‍⬛", "❤️", "🏔️", "🎨")
# Made-up names: a few thousand words that stand in a handful of prompts each.
SYLLABLES: Final = [
    "vel",
    "mor",
    "ra",
    "tho",
    "lin",
    "qua",
    "zer",
    "isk",
    "ami",
    "dor",
    "neh",
    "ulo",
    "pex",
    "sar",
    "yth",
    "bri",
    "kol",
    "wen",
]


def compose(random: Random) -> str:
    """A prompt. One in seven is long, one in fifteen has an emoji, one in twelve a rare name."""
    language = random.choices(LANGUAGES, cum_weights=_SHARES)[0]
    parts = [
        language.pattern.format(
            subject=random.choice(language.subjects),
            place=random.choice(language.places),
            style=random.choice(language.styles),
        )
    ]
    if random.random() < 1 / 7:
        parts += random.sample(DETAILS, random.randint(2, 6))
    if random.random() < 1 / 12:
        parts.append("".join(random.choices(SYLLABLES, k=3)).title())
    if random.random() < 1 / 15:
        parts[-1] += f" {random.choice(EMOJI)}"
    return ", ".join(parts)
