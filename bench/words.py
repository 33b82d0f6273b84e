"""Made-up names and words of the industry, drawn so that few are common and most are rare."""

from random import Random

STARTS = "Al An Ar Au Ba Be Bo Bri Ca Co Da De Dri En Ex Fa Fle Ga Ge Ha He Hy In Ka Ke La Li Lo Lu Ma Me Mo Na Ne"
STARTS = f"{STARTS} No Nu Om Or Pa Pi Po Qua Ra Ri Ro Sa Se Si So Sta Ta Te Ti To Tru Ul Va Ve Vi Vo Wa We Xi Yo Za Zo"
MIDDLES = "ba be bo ca da de do fa ga go la le li lo lu ma me mi mo na ne ni no pa po ra re ri ro sa se ta te ti to va"
ENDS = "bus cor dal dex dis fin gen gon hub kan len lex lo lon mar mat mus na nex nix non pax que ra ris ro rus sen sol"
ENDS = f"{ENDS} son ta tec ter tis ton tor tra tron va ven via vis vo wen xa xis zen zon"
KINDS = "Robotics Mobility Motors Logistics Technologies Autonomous Capital Ventures Trucks Lidar Semiconductor Mapping"
KINDS = f"{KINDS} Automotive Delivery Systems Software Holdings Group Partners Labs AI Drive Sensing Transport Electric"
HAN = "安博畅驰创达德东飞丰福光国海航和华汇吉捷金京景凯康科蓝乐力联灵领龙迈明木能诺鹏平普奇启千青轻锐瑞三赛深盛石顺思斯"
HAN += "腾天通图万微文小新星行旭轩讯亚阳易驭宇元云泽长兆哲真正知志智中众纵卓"
HAN_KINDS = ("智能", "科技", "汽车", "物流", "自动驾驶", "资本", "网络", "出行", "半导体", "机器人")
TOPICS = "robotaxi pilot trucking funding delivery lidar platform fleet strategic autonomous charging mapping"
TOPICS += " sensor chip simulation safety software stake expansion joint venture supply production highway"
TOPICS += " urban campus airport port mine logistics warehouse shuttle bus minibus parking valet radar camera"
TOPICS += " perception planning compute cloud data licence cooperation memorandum retail grocery parcel express"
TOPICS += " cold chain agriculture mining sidewalk drone teleoperation insurance leasing ride hailing taxi"
TOPICS += " operator depot battery electric hydrogen retrofit redundancy steering brake"
CURRENCIES = ("USD", "USD", "USD", "USD", "CNY", "CNY", "EUR", "JPY", "GBP", "TWD")
COUNTRIES = "US CN DE JP GB FR KR SE IL CA SG IN AU NL CH IT ES NO FI DK AT BE IE PL CZ AE SA TR BR MX TH VN ID"
COUNTRIES += " MY TW HK NZ PT GR HU RO EE LT LV SK SI HR LU IS ZA EG KE NG AR CL CO PE UA KZ QA"


def rank(random, many):
    """A place from 0 to `many` - 1 of which the n-th is drawn about 1/n as often as the first (Zipf)."""
    return min(many - 1, int((many + 1) ** random.random()) - 1)


def pick(random, words):
    return words[rank(random, len(words))]


TOPIC_WORDS, COUNTRY_CODES = TOPICS.split(), COUNTRIES.split()
OTHER_WORDS = [
    f"{start}{middle}{end}".lower()
    for start in STARTS.split()
    for middle in MIDDLES.split()[:12]
    for end in ENDS.split()[:12]
]


def sentence(random, many):
    """A quote of rare words, with one of the industry's in two of five."""
    found = [random.choice(OTHER_WORDS) for _word in range(many)]
    return " ".join([*found, pick(random, TOPIC_WORDS)] if random.random() < 0.4 else found)


class Names:
    """Distinct names of companies in Latin letters, and Chinese ones for some."""

    def __init__(self, random: Random):
        self.random, self.taken = random, {}
        self.starts, self.middles, self.ends, self.kinds = (part.split() for part in (STARTS, MIDDLES, ENDS, KINDS))

    def latin(self):
        choice = self.random.choice
        name = choice(self.starts) + (choice(self.middles) if self.random.random() < 0.6 else "") + choice(self.ends)
        if self.random.random() < 0.7:
            name = f"{name} {pick(self.random, self.kinds)}"
        self.taken[name] = count = self.taken.get(name, 0) + 1
        return name if count == 1 else f"{name} {count}"

    def chinese(self):
        return "".join(self.random.choices(HAN, k=2)) + pick(self.random, HAN_KINDS)
