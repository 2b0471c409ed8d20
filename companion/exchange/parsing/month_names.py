"""What phones call the months, in the languages they speak.

The facts are those of the Unicode CLDR (abbreviated and wide, alone and within a date), as Babel has them; a
test compares the two. Croatian has five words that are the next month in Polish or Czech: they stand under
both. Languages that number their months (Chinese, Japanese, Korean, Vietnamese) need no words.
"""

from collections.abc import Mapping
from types import MappingProxyType

# fmt: off
_BY_MONTH = {
    1: (
        "ean eanáir ene enero gen gener gennaio ian ianuarie ion ionawr jaan jaanuar jan janar "
        "janeiro januar januari januarie january januwari január januára janv janvier janvāris "
        "janúar led leden ledna oca ocak saus sausio sausis sij siječanj siječnja sty styczeń "
        "stycznia tammi tammikuu tammikuuta urt urtarrila urtarrilaren xan xaneiro yan yanvar ιαν "
        "ιανουάριοσ ιανουαρίου сту студзень студзеня січ січень січня янв январь января яну "
        "януари јан јануар јануари қаң қаңтар հնվ հունվար հունվարի בינו בינואר ינו ינואר جنوری "
        "يناير ژانویه जन जनवरी जाने जानेवारी জানু জানুয়ারি জানুৱাৰী ਜਨ ਜਨਵਰੀ જાન્યુ જાન્યુઆરી "
        "ଜାନୁଆରୀ ஜன ஜனவரி జన జనవరి ಜನ ಜನವರಿ ജനു ജനുവരി දුරුතු มกราคม มค ມກ ມັງກອນ ဇန် ဇန်နဝါရီ "
        "იან იანვარი ጃን ጃንዋሪ មករា 一月"
    ),
    2: (
        "chw chwef chwefror feabh feabhra feb febbraio febr febreiro febrer febrero februar "
        "februari februarie february februwari február februára februāris febrúar fev fevereiro "
        "fevral févr février helmi helmikuu helmikuuta lut lutego luty ots otsaila otsailaren peb "
        "pebrero shk shkurt vas vasario vasaris veebr veebruar velj veljača veljače úno únor "
        "února şub şubat φεβ φεβρουάριοσ φεβρουαρίου ақп ақпан лют лютага лютий лютого люты феб "
        "фебруар фев февр февраль февраля февруари փետրվար փետրվարի փտվ בפבר בפברואר פבר פברואר "
        "فبراير فروری فوریه फ़र फ़रवरी फेब्रु फेब्रुअरी फेब्रुवारी ফেব ফেব্রুয়ারি ফেব্ৰু "
        "ফেব্ৰুৱাৰী ਫ਼ਰ ਫ਼ਰਵਰੀ ફેબ્રુ ફેબ્રુઆરી ଫେବୃଆରୀ பிப் பிப்ரவரி ఫిబ్ర ఫిబ్రవరి ಫೆಬ್ರ "
        "ಫೆಬ್ರವರಿ ഫെബ്രു ഫെബ്രുവരി නවම් กพ กุมภาพันธ์ ກພ ກຸມພາ ဖေ ဖေဖော်ဝါရီ თებ თებერვალი ፌብ "
        "ፌብሩዋሪ កុម្ភៈ 二月"
    ),
    3: (
        "bře březen března kov kovas kovo maalis maaliskuu maaliskuuta maart mac machi mar marca "
        "march marec maret mars marso mart martie marts martxoa martxoaren marzec marzo març "
        "março mas mashi maw mawrth mrt márc március márta mär märts märz ožu ožujak ožujka μάρ "
        "μάρτιοσ μαρ μαρτίου бер березень березня гуравдугаар мар март марта нау наурыз сак "
        "сакавік сакавіка մարտ մարտի մրտ במרץ מרץ مارس مارچ मार्च মার্চ মাৰ্চ ਮਾਰਚ માર્ચ ମାର୍ଚ୍ଚ "
        "மார் மார்ச் మార్చి ಮಾರ್ಚ್ മാർ മാർച്ച് මැදින් มีค มีนาคม ມນ ມີນາ မတ် მარ მარტი ማርች មីនា "
        "三月"
    ),
    4: (
        "abr abril aib aibreán api apirila apirilaren apr aprel april aprile aprili aprilie "
        "aprill apríl apríla aprīlis avr avril bal balandis balandžio dabr dabril dub duben dubna "
        "ebr ebrill eph ephreli huhti huhtikuu huhtikuuta kwi kwiecień kwietnia nis nisan pri "
        "prill tra travanj travnja ápr április απρ απρίλιοσ απριλίου апр апрель апреля април "
        "дөрөвдүгээр квіт квітень квітня кра красавік красавіка сәу сәуір ապր ապրիլ ապրիլի אפר "
        "אפריל באפר באפריל آوریل أبريل اپریل अप्रिल अप्रैल एप्रि एप्रिल এপ্রি এপ্রিল এপ্ৰিল ਅਪ੍ਰੈ "
        "ਅਪ੍ਰੈਲ એપ્રિલ ଅପ୍ରେଲ ஏப் ஏப்ரல் ఏప్రి ఏప్రిల్ ಏಪ್ರಿ ಏಪ್ರಿಲ್ ഏപ്രി ഏപ്രിൽ බක් เมย เมษายน "
        "ມສ ເມສາ ဧ ဧပြီ აპრ აპრილი ኤፕሪ ኤፕሪል មេសា 四月"
    ),
    5: (
        "beal bealtaine geg gegužė gegužės kvě květen května mag maggio mai maiatza maiatzaren "
        "maig maijs maio maj maja may mayo mayıs maí mei mey meyi máj mája május svi svibanj "
        "svibnja touko toukokuu toukokuuta μάι μάιοσ μαΐ μαΐου май мам мамыр мая мај тавдугаар "
        "трав травень травня մայիս մայիսի մյս במאי מאי مئی مايو مه मई मे মে ਮਈ મે ମଇ மே మే ಮೇ "
        "മേയ് වෙසක් พค พฤษภาคม ພພ ພຶດສະພາ မေ მაი მაისი ሜይ ឧសភា 五月"
    ),
    6: (
        "birž birželio birželis cze czerwca czerwiec eka ekaina ekainaren giu giugno haz haziran "
        "hun hunyo iun iunie iyn iyun juin jun june junho juni junie junij junio juny juuni jún "
        "júna június júní jūn jūnijs kesä kesäkuu kesäkuuta lip lipanj lipnja meh mehefin meith "
        "meitheamh qer qershor xuño červen června čvn ιουν ιουνίου ιούν ιούνιοσ зургаадугаар июн "
        "июнь июня мау маусым черв червень червня чэр чэрвень чэрвеня юни јун јуни հնս հունիս "
        "հունիսի ביוני יוני جون يونيو ژوئن जुन जून জুন ਜੂਨ જૂન ଜୁନ ஜூன் జూన్ ಜೂನ್ ജൂൺ පොසොන් "
        "มิถุนายน มิย ມິຖ ມິຖຸນາ ဇွန် ივნ ივნისი ጁን មិថុនា 六月"
    ),
    7: (
        "gor gorff gorffennaf heinä heinäkuu heinäkuuta hul hulyo iul iulie iyl iyul iúil juil "
        "juillet jul julai julayi julho juli julie julij julio juliol july juuli júl júla július "
        "júlí jūl jūlijs korr korrik liep liepa liepos lip lipca lipiec lug luglio srp srpanj "
        "srpnja tem temmuz uzt uztaila uztailaren xul xullo července červenec čvc ιουλ ιουλίου "
        "ιούλ ιούλιοσ долоодугаар июл июль июля лип липень липня ліп ліпень ліпеня шіл шілде юли "
        "јул јули հլս հուլիս հուլիսի ביולי יולי جولائی يوليو ژوئیه जुल जुलाई जुलै জুল জুলাই ਜੁਲਾ "
        "ਜੁਲਾਈ જુલાઈ ଜୁଲାଇ ஜூலை జులై ಜುಲೈ ജൂലൈ ඇසළ กค กรกฎาคม ກລ ກໍລະກົດ ဇူ ဇူလိုင် ივლ ივლისი "
        "ጁላይ កក្កដា 七月"
    ),
    8: (
        "abu abuztua abuztuaren ag aga agasti ago agost agosti agosto agu agustus août aug august "
        "augusta augusti augusts augustus augusztus avg avgust avq avqust awst ağu ağustos dag "
        "dagost elo elokuu elokuuta gush gusht kol kolovoz kolovoza lún lúnasa ogo ogos rugp "
        "rugpjūtis rugpjūčio sie sierpień sierpnia srp srpen srpna ágú ágúst αυγ αυγούστου αύγ "
        "αύγουστοσ авг август августа жні жнівень жніўня наймдугаар серп серпень серпня там тамыз "
        "օգոստոս օգոստոսի օգս אוג אוגוסט באוג באוגוסט أغسطس اوت اگست अग अगस्ट अगस्त ऑग ऑगस्ट আগ "
        "আগষ্ট আগস্ট ਅਗ ਅਗਸਤ ઑગસ્ટ ଅଗଷ୍ଟ ஆக ஆகஸ்ட் ఆగ ఆగస్టు ಆಗ ಆಗಸ್ಟ್ ഓഗ ഓഗസ്റ്റ് නිකිණි สค "
        "สิงหาคม ສຫ ສິງຫາ ဩ ဩဂုတ် აგვ აგვისტო ኦገስ ኦገስት សីហា 八月"
    ),
    9: (
        "eyl eylül ira iraila irailaren medi meán mfómh rugs rugsėjis rugsėjo ruj rujan rujna sen "
        "sentabr sentyabr sep sept septemba septembar september septembra septembre septembrie "
        "septembris septhemba septiembre set setembre setembro settembre setyembre sht shtator "
        "syys syyskuu syyskuuta szept szeptember wrz wrzesień września zář září σεπ σεπτέμβριοσ "
        "σεπτεμβρίου вер верасень верасня вересень вересня есдүгээр сен сент сентябрь сентября "
        "сеп септембар септември қыр қыркүйек սեպ սեպտեմբեր սեպտեմբերի בספט בספטמבר ספט ספטמבר "
        "سبتمبر ستمبر سپتامبر सप्टें सप्टेंबर सित सितंबर सेप्टेम्बर ছেপ্তে ছেপ্তেম্বৰ সেপ সেপ্ট "
        "সেপ্টেম্বর ਸਤੰ ਸਤੰਬਰ સપ્ટે સપ્ટેમ્બર ସେପ୍ଟେମ୍ବର செப் செப்டம்பர் సెప్టెం సెప్టెంబర్ "
        "ಸೆಪ್ಟೆಂ ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റം സെപ്റ്റംബർ බිනර กย กันยายน ກຍ ກັນຍາ စက် စက်တင်ဘာ სექ "
        "სექტემბერი ሴፕቴ ሴፕቴምበር កញ្ញា 九月"
    ),
    10: (
        "deireadh dfómh doct doctubre eki ekim hyd hydref lis listopad listopada loka lokakuu "
        "lokakuuta oct october octobre octombrie octubre okt oktabr okthoba oktoba oktobar "
        "oktober oktobris oktoober oktubre oktyabr október októbra ott ottobre out outubro paź "
        "październik października spal spalio spalis tet tetor urr urria urriaren říj říjen října "
        "οκτ οκτωβρίου οκτώβριοσ аравдугаар жовт жовтень жовтня кас кастрычнік кастрычніка окт "
        "октобар октомври октябрь октября қаз қазан հոկ հոկտեմբեր հոկտեմբերի אוק אוקטובר באוק "
        "באוקטובר أكتوبر اکتبر اکتوبر अक्टू अक्टूबर अक्टोबर ऑक्टो ऑक्टोबर অক্টো অক্টোবর অক্টোবৰ "
        "ਅਕਤੂ ਅਕਤੂਬਰ ઑક્ટો ઑક્ટોબર ଅକ୍ଟୋବର அக் அக்டோபர் అక్టో అక్టోబర్ ಅಕ್ಟೋ ಅಕ್ಟೋಬರ್ ഒക്ടോ "
        "ഒക്ടോബർ වප් ตค ตุลาคม ຕລ ຕຸລາ အောက် အောက်တိုဘာ ოქტ ოქტომბერი ኦክቶ ኦክቶበር តុលា 十月"
    ),
    11: (
        "aza azaroa azaroaren kas kasım lapkr lapkritis lapkričio lis listopad listopada "
        "listopadu marras marraskuu marraskuuta nob nobyembre noiembrie nov novemba novembar "
        "november novembra novembre novembris novembro noviembre noy noyabr nën nëntor nóv "
        "nóvember samh samhain stu studeni studenoga tach tachwedd νοέ νοέμβριοσ νοε νοεμβρίου "
        "лист листопад листопада ліс лістапад лістапада нов новембар ное ноември ноя нояб ноябрь "
        "ноября қар қараша նոյ նոյեմբեր նոյեմբերի בנוב בנובמבר נוב נובמבר نوامبر نوفمبر نومبر नव "
        "नवंबर नोभेम्बर नोव्हें नोव्हेंबर নভে নভেম্বর নৱে নৱেম্বৰ ਨਵੰ ਨਵੰਬਰ નવે નવેમ્બર ନଭେମ୍ବର "
        "நவ நவம்பர் నవం నవంబర్ ನವೆಂ ನವೆಂಬರ್ നവം നവംബർ ඉල් พย พฤศจิกายน ພຈ ພະຈິກ နို နိုဝင်ဘာ ნოე "
        "ნოემბერი ኖቬም ኖቬምበር វិច្ឆិកា 十一月"
    ),
    12: (
        "abe abendua abenduaren ara aralık dec decembar december decembra decembrie decembris "
        "decembro dek dekabr des desemba desember desembre dets detsember dez dezember dezembro "
        "dhj dhjetor dic dicembre diciembre dis disemba disember disyembre déc décembre gru "
        "grudnia grudzień gruod gruodis gruodžio joulu joulukuu joulukuuta noll nollaig pro "
        "prosinac prosinca prosince prosinec rhag rhagfyr δεκ δεκέμβριοσ δεκεμβρίου груд грудень "
        "грудня дек декабрь декабря декември дец децембар жел желтоқсан сне снежань снежня դեկ "
        "դեկտեմբեր դեկտեմբերի בדצמ בדצמבר דצמ דצמבר دسامبر دسمبر ديسمبر डिसें डिसेंबर डिसेम्बर "
        "दिस दिसंबर ডিচে ডিচেম্বৰ ডিসে ডিসেম্বর ਦਸੰ ਦਸੰਬਰ ડિસે ડિસેમ્બર ଡିସେମ୍ବର டிச டிசம்பர் "
        "డిసెం డిసెంబర్ ಡಿಸೆಂ ಡಿಸೆಂಬರ್ ഡിസം ഡിസംബർ උඳුවප් ธค ธันวาคม ທວ ທັນວາ ဒီ ဒီဇင်ဘာ დეკ "
        "დეკემბერი ዲሴም ዲሴምበር ធ្នូ 十二月"
    ),
}
"""The words of each month in small letters, without points."""
# fmt: on


def _months() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for month, words in _BY_MONTH.items():
        for word in words.split():
            found[word] = found.get(word, frozenset()) | {month}
    return found


MONTHS: Mapping[str, frozenset[int]] = MappingProxyType(_months())
"""The months, 1 to 12, that each word can stand for: one, but for the five words."""

# fmt: off
CROATIAN = frozenset((
    "kol", "kolovoz", "kolovoza", "lipanj", "lipnja", "ned", "nedjelja", "ožu", "ožujak", "ožujka",
    "pet", "petak", "ponedjeljak", "prosinac", "prosinca", "ruj", "rujan", "rujna", "sij",
    "siječanj", "siječnja", "sri", "srijeda", "srpanj", "srpnja", "stu", "studeni", "studenoga",
    "sub", "subota", "svi", "svibanj", "svibnja", "tra", "travanj", "travnja", "uto", "utorak",
    "velj", "veljača", "veljače", "čet", "četvrtak",
))
"""Words of months and weekdays that Croatian has, and neither Polish nor Czech."""

POLISH_OR_CZECH = frozenset((
    "bře", "březen", "března", "cze", "czerwca", "czerwiec", "czw", "czwartek", "dub", "duben",
    "dubna", "gru", "grudnia", "grudzień", "kvě", "květen", "května", "kwi", "kwiecień", "kwietnia",
    "led", "leden", "ledna", "lipca", "lipiec", "listopadu", "lut", "lutego", "luty", "maj", "maja",
    "mar", "marca", "marzec", "ne", "neděle", "nie", "niedz", "niedziela", "paź", "październik",
    "października", "pią", "piątek", "po", "pondělí", "poniedziałek", "prosince", "prosinec", "pt",
    "pá", "pátek", "sie", "sierpień", "sierpnia", "so", "sob", "sobota", "srpen", "srpna", "st",
    "sty", "styczeń", "stycznia", "středa", "wrz", "wrzesień", "września", "wt", "wto", "wtorek",
    "zář", "září", "úno", "únor", "února", "út", "úterý", "červen", "července", "červenec",
    "června", "čt", "čtvrtek", "čvc", "čvn", "říj", "říjen", "října", "śr", "śro", "środa",
))
"""Those that Polish or Czech have, and Croatian has not."""
# fmt: on
