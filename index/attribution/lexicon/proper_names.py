"""Countries, capitals, nationalities, days and months: capitalised words that are nobody's name."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())


COUNTRIES = _words(
    """
    Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh
    Belarus Belgium Bolivia Bosnia Botswana Brazil Britain Brunei Bulgaria Cambodia Cameroon Canada Chechnya
    Chile China Colombia Congo Crimea Croatia Cuba Cyprus Czechia Denmark Donbas Donbass Ecuador Egypt England
    Eritrea Estonia Ethiopia Europe Finland France Germany Ghana Greece Guatemala Haiti Herzegovina Honduras
    Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Korea
    Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Liberia Libya Lithuania Luxembourg Macedonia Malaysia Mali
    Malta Mexico Moldova Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nepal Netherlands Nicaragua
    Niger Nigeria Norway Oman Pakistan Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania
    Russia Rwanda Scotland Senegal Serbia Sierra Singapore Slovakia Slovenia Somalia Spain Sudan Sweden
    Switzerland Syria Taiwan Tajikistan Tanzania Thailand Transnistria Transdniestria Tunisia Turkey
    Turkmenistan Uganda Ukraine Uruguay USA US U.S. U.S U.K. UK EU E.U. UN U.N. NATO OSCE USSR UAE Uzbekistan
    Venezuela Vietnam Wales Yemen Yugoslavia Zambia Zimbabwe America Africa Asia Abkhazia Ossetia Dagestan
    Caucasus G7 G8 G20 BRICS California Texas Florida Virginia Ohio Georgia Michigan Pennsylvania Wisconsin
    Illinois Massachusetts Arizona Nevada Colorado Iowa Tennessee Alabama Louisiana Oregon Minnesota Missouri
    Maryland Connecticut Indiana Kentucky Oklahoma Kansas Nebraska Utah Arkansas Mississippi Idaho Montana Maine
    Vermont Delaware Hawaii Alaska Wyoming Dakota
    """
)
CITIES = _words(
    """
    Amsterdam Ankara Athens Baghdad Baku Bakhmut Beijing Belgrade Berlin Bern Bratislava Brussels Bucharest
    Budapest Cairo Canberra Chicago Chisinau Copenhagen Damascus Dnipro Dnepropetrovsk Donetsk Dublin Geneva
    Grozny Hague Helsinki Islamabad Istanbul Jerusalem Kabul Kharkiv Kharkov Kherson Kiev Kyiv Kramatorsk Lisbon
    Ljubljana London Luhansk Lugansk Lviv Madrid Mariupol Melitopol Milan Minsk Moscow Munich Mykolaiv Nairobi
    Odesa Odessa Oslo Ottawa Paris Pyongyang Prague Pristina Riga Riyadh Rome Rostov Sarajevo Sevastopol
    Simferopol Skopje Slavyansk Sloviansk Sofia Stockholm Strasbourg Seoul Sydney Tallinn Tashkent Tbilisi
    Tehran Tokyo Vienna Vilnius Volgograd Voronezh Warsaw Washington Yalta Yerevan Zagreb Zaporizhia
    Zaporizhzhia Zurich York Boston Brooklyn Manhattan Philadelphia Detroit Houston Dallas Miami Atlanta Seattle
    Phoenix Denver Cleveland Baltimore Cincinnati Minneapolis Milwaukee
    """
)
DEMONYMS = _words(
    """
    Afghan African Albanian American Arab Armenian Asian Australian Austrian Azerbaijani Belarusian Belarussian
    Belgian Bosnian Brazilian British Bulgarian Burmese Canadian Chechen Chilean Chinese Colombian Crimean
    Croatian Cuban Czech Danish Dutch Egyptian English Estonian Ethiopian European Finnish French Georgian
    German Greek Hungarian Indian Indonesian Iranian Iraqi Irish Israeli Italian Japanese Jewish Jordanian
    Kazakh Kurdish Kyrgyz Latvian Lebanese Libyan Lithuanian Malaysian Mexican Moldovan Mongolian Muslim
    Christian Nigerian Norwegian Orthodox Pakistani Palestinian Philippine Polish Portuguese Romanian Russian
    Saudi Scottish Serb Serbian Siberian Slovak Slovene Slovenian Somali Soviet Spanish Sudanese Swedish Swiss
    Syrian Tajik Tatar Thai Turkish Ukrainian Uzbek Venezuelan Vietnamese Western Eastern Northern Southern
    Republican Republicans Democratic Democrat Democrats GOP Catholic Islamic Israeli's Moscow-based Kyiv-based
    Kiev-based Washington-based London-based U.S.-based Baltic Balkan Nordic Slavic Syriac Arabian Latin
    Hispanic
    """
)
CALENDAR = _words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec today yesterday tomorrow
    tonight
    """
)
PLACES = COUNTRIES | CITIES
NOT_NAMES = PLACES | DEMONYMS | CALENDAR
"""Capitalised words that never belong to a person's name."""

NEWS_CARRIERS = _words(
    """
    Reuters AFP AP TASS ITAR-TASS Interfax Interfax-Ukraine Ukrinform RIA Sputnik UNIAN BBC CNN PAP DPA
    Bloomberg SITA CTK ČTK Meduza Bellingcat RT CBS NBC ABC FOX MSNBC Politico
    """
)
"""Agencies that carry what others said."""
