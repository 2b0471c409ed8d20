"""What phones call the parts of a day, in the languages they speak, and the hours each stands for.

The facts are those of the Unicode CLDR (day periods and their rules, abbreviated and wide), as Babel has
them; a test compares the two. Where languages share a word, its hours are those of all of them
together; a word for the half of the day is that in every language.
"""

from collections.abc import Mapping
from types import MappingProxyType

# fmt: off
_BY_HOURS = {
    "0-1": (
        "emesnatës gauerdia geceyarısı gecəyarı hatinggabi keskiyö keskiyöllä kesköö "
        "keskööl lamiezulnopții medianoite meianoite mesnatë mezzanotte middernacht "
        "middernag midn midnat midnatt midnight miezulnopții minuit mitjanit "
        "mitternacht miðnætti nửađêm opoln opolnoci opolnoči opółnocy poln polnoc "
        "polnoč ponoć pusnakts pusnaktī północ půln půlnoc saasitazausiku tengahmalam "
        "vidurnaktis yarimtun éjfél полн полночь полноќ полунощ поноћ північ "
        "түнжарымы түнортосу шөнөдунд կեսգիշեր կեսգիշերին חצות آدھیرات فيالمساء "
        "منتصفالليل نیمهشب मध्यरात मध्यरात्र मध्यरात्रि ਅੱਧੀਰਾਤ મધ્યરાત્રિ நள்ளிரவு "
        "అర్ధరాత్రి ಮಧ್ಯರಾತ್ರಿ അർദ്ധരാത്രി මැදියම මැදියමටපසු เที่ยงคืน ທ່ຽງຄືນ "
        "သန်းခေါင်ယံ შუაღამე შუაღამეს អធ្រាត្រ 午夜 真夜中 자정"
    ),
    "0-1 19-24": "danoite",
    "0-12": (
        "am ap damanhã de dop dopoldne dumatin eparadites fh fm inthemorning manhã "
        "matin morning pagi paradite pd pg priekšp priekšpusdiena priekšpusdienā "
        "priešpiet prijepodne sa to vm öö πμ дп претпл таңкы тң үө ص صباحًا قبلازظهر "
        "قظ पूर्वाह्न පෙව ก่อนเที่ยง ກ່ອນທ່ຽງ နံနက် នៅពេលព្រឹក ព្រឹក 上午 午前 오전"
    ),
    "0-3 19-24": "രാത്രി",
    "0-3 21-24": "இரவு 밤",
    "0-3 22-24": "בלילה לילה",
    "0-4": "enatës gecə natë ночі ноќ ноќе ніч",
    "0-4 19-24": "usiku",
    "0-4 20-24": "βράδυ τοβράδυ رات راتمیں रात রাত্রি রাত্রিবেলায় રાત્રિ રાત્રે",
    "0-4 21-24": "ponoći éjjel đêm रात्र ਰਾਤ ਰਾਤੀਂ",
    "0-4 22-24": "vn vnoci ночи ночь презнощта",
    "0-4 23-24": "夜中",
    "0-5": "dienag nachts nag nat omnatten 凌晨",
    "0-5 20-24": "ກາງຄືນ ຕອນກາງຄືນ",
    "0-5 21-24": "ღამ ღამე ღამით",
    "0-5 22-24": "noaptea",
    "0-5 23-24": "yö yöllä öösel",
    "0-6": (
        "aðnóttu damadrugada delamadrugada dinotte goiz goizald goizaldea goizaldeko "
        "madrugada matinada nacht naktis natt ngumaga notte nótt pånatten snachts "
        "umaga գիշեր գիշերը գիշերվա"
    ),
    "0-6 21-24": (
        "gece noc noć noću wnocy ноћ ноћу түн түнгі түничинде шөнө రాత్రి ರಾತ್ರಿ "
        "กลางคืน"
    ),
    "0-6 22-24": "kechasi noč ponoči",
    "0-6 23-24": "nakts naktī",
    "1-3": "ليلاً",
    "1-4": "بامداد",
    "1-6": "පාන්දර",
    "10-12": (
        "aamup aamupäivä aamupäivällä dopoldan form formiddag förm förmiddag "
        "omformiddagen przedpołudnie przedpołudniem påformiddagen påförm "
        "påförmiddagen vorm vormittag vormittags претпладне"
    ),
    "10-15": "siang",
    "11-12": "öğledenönce",
    "11-14": "наобяд",
    "11-18": "kunduzi",
    "12-13": (
        "adhuhuri amiază delmediodía domediodía dél emesditës günorta hádegi keskip "
        "keskipäivä keskipäivällä keskpäev keskpäeval laamiază mediodía meiodia "
        "mesditë mezzogiorno midi migdia mittag mittags napol napoludnie noon opold "
        "opoldne perpiet podne pol pold poldne poledne poludnie południe pusd "
        "pusdienlaiks pusdienlaikā saasitazamchana tanghalingtapat tr trưa tushpayti "
        "vidurdienis wpołudnie öğle напладне пладне подне полд полдень полудень "
        "талтүс түскі чактүш үддунд կեսօր կեսօրին ظهر ظهرًا मध्यान्ह நண்பகல் ഉച്ച "
        "මධ්යාහ්නය ตอนบ่าย เที่ยง ในตอนบ่าย ຕອນທ່ຽງ ທ່ຽງ မွန်းတည့် შუადღ შუადღე "
        "შუადღეს ថ្ងៃត្រង់ 中午 正午 정오"
    ),
    "12-14": "eguerd eguerdia eguerdiko tengahhari மதியம் ഉച്ചയ്ക്ക് දවල්",
    "12-16": (
        "alasiri hapon mchana nghapon בצהריים צהריים دوپہر دوپہرمیں अपरान्ह दुपार "
        "दोपहर দুপুর দুপুরবেলায় ਦੁਪਹਿਰੇ બપોર બપોરે ຕອນບ່າຍ ສວາຍ နေ့လယ် 昼"
    ),
    "12-17": "gündüz μεσημ μεσημέρι τομεσημέρι",
    "12-18": (
        "afternoon apm aprèsmidi chiều delaprèsmidi delpomeriggio diemiddag diena "
        "dipomeriggio dupăamiaza délután efterm eftermiddag eftirhádegi etterm "
        "ettermiddag iltap iltapäivä iltapäivällä intheafternoon middag odpoledne "
        "omeftermiddagen pomeriggio popietė popol popoldan popoludnie popoludní "
        "popołudnie popołudniu poslijepodne pärastlõuna pärastlõunal påefterm "
        "påeftermiddagen påettermiddagen smiddags síðdegis öğledensonra день дня "
        "попладне поподне түстенкейін түстенкейінгі түштөнкийин өдөр ցերեկ ցերեկը "
        "ցերեկվա మధ్యాహ్నం ಮಧ್ಯಾಹ್ನ ნაშუადღ ნაშუადღევი ნაშუადღევს នៅពេលរសៀល រសៀល"
    ),
    "12-20": "delatarde",
    "12-24": (
        "ch datarde du eh em epasdites ip md nm odp pasdite pm pop popiet popodne "
        "popoldne ptg pēcp pēcpusd pēcpusdiena pēcpusdienā tarde tk ös μμ попл пп тк "
        "түштөнкийинки үх بظ بعدازظهر م مساءً अपराह्न පව หลังเที่ยง ຫຼັງທ່ຽງ ညနေ 下午 "
        "午後 오후"
    ),
    "13-16": "บ่าย",
    "13-18": "nachm nachmittag nachmittags بعدالظهر",
    "13-19": "tarda عصر",
    "14-15": "ഉച്ചതിരിഞ്ഞ്",
    "14-16": "பிற்பகல்",
    "14-18": "следобед හවස",
    "14-19": "arrats arratsaldea arratsaldeko petang",
    "15-18": "sore വൈകുന്നേരം",
    "16-18": "אחהצ אחרהצהריים سہپہر বিকাল மாலை ตอนเย็น ในตอนเย็น",
    "16-19": "jioni साँझ 夕方",
    "16-20": "शाम સાંજ સાંજે ຕອນແລງ ແລງ",
    "16-21": "संध्याकाळ ਸ਼ਾਮ ਸ਼ਾਮੀਂ",
    "16-24": "gabi nggabi",
    "17-19": "axşamüstü",
    "17-20": "απόγ απόγευμα τοαπόγευμα",
    "18-19": "akşamüstü സന്ധ്യ",
    "18-20": "شام شاممیں সন্ধ্যা সন্ধ্যাবেলায়",
    "18-21": (
        "este evening intheevening navečer tối uveče veče wieczorem wieczór вече "
        "кечинде кечкурун кеш кешкі орой увече அந்திமாலை సాయంత్రం ಸಂಜೆ ค่ํา საღ "
        "საღამო საღამოს នៅពេលល្ងាច ល្ងាច 저녁"
    ),
    "18-22": "kechqurun seara več večer zveč zvečer веч вечера вечерта בערב ערב",
    "18-23": "illalla ilta vakars vakarā õhtu õhtul",
    "18-24": (
        "aand abend abends aften avond aðkvöldi dieaand disera dusoir embrëmjes kveld "
        "kväll kvöld malam mbrëmje omaftenen påkvelden påkvällen savonds sera soir "
        "vakaras вечер вечора вечір навечер երեկո երեկոյան රෑ"
    ),
    "19-21": "akşam iluntz iluntzea iluntzeko vespre",
    "19-22": "बेलुकी",
    "19-23": "夜",
    "19-24": "axşam noite شب ည 晚上",
    "20-24": "delanoche noche",
    "21-24": "atnight gaua gaueko night nit នៅពេលយប់ យប់",
    "3-5": "அதிகாலை",
    "3-6": "לפנותבוקר فجرًا فيالصباح പുലർച്ചെ 아침",
    "4-10": "наутро",
    "4-11": "сутринта",
    "4-12": (
        "mat sáng ujutro πρωί τοπρωί ранку ранок утра утро صبح صبحمیں बिहान सुबह "
        "ਸਵੇਰੇ સવાર સવારે 朝"
    ),
    "4-6": "hajnal sübh पहाट ভোর ভোরবেলায়",
    "4-7": "alfajiri",
    "4-9": "emëngjesit mëngjes r ráno",
    "5-10": "aamu aamulla morgen morgens morgon ommorgenen påmorg påmorgonen",
    "5-12": (
        "dieoggend dimineața hommik hommikul oggend காலை ຕອນເຊົ້າ ເຊົ້າ დილ დილა "
        "დილით"
    ),
    "5-8": "早上 清晨",
    "6-10": "jut morg påmorgenen rano zjut zjutraj",
    "6-11": "ertalab sabah",
    "6-12": (
        "aðmorgni damañá delamañana dimattina goiza goizeko jutro madalingaraw "
        "mattina matí mañana mañá morgunn norīta ochtend rytas rīts sochtends səhər "
        "ujutru таң таңғы ујутру эртеңменен јутро өглөө առավոտ առավոտյան בבוקר בוקר "
        "सकाळ সকাল সকালবেলায় ఉదయం ಬೆಳಗ್ಗೆ രാവിലെ උදේ ตอนเช้า ในตอนเช้า"
    ),
    "6-9": "reggel",
    "7-12": "asubuhi",
    "9-12": "dopol dopoledne dopoludnia dopoludnie délelőtt",
}
"""Hours from and before, and the words in small letters, without spaces and points."""
# fmt: on


def _hours(spans: str) -> frozenset[int]:
    bounds = (span.split("-") for span in spans.split())
    return frozenset(hour for low, high in bounds for hour in range(int(low), int(high)))


PERIODS: Mapping[str, frozenset[int]] = MappingProxyType(
    {word: _hours(spans) for spans, words in _BY_HOURS.items() for word in words.split()}
)
"""The hours, 0 to 23, in which each word can be said."""
