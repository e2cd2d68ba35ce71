"""Words that tell what a noun phrase is: somebody's office, a person, an organisation, a document."""

from __future__ import annotations

from index.attribution.lexicon.function_words import word_set

TITLES = word_set(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady dame prof prof. rev rev. st st. madam mx hon hon. imam
    sheikh pope prince princess king queen emperor sen sen. rep rep. gov gov. lt lt. gen gen. col col. maj maj.
    capt capt. sgt sgt. adm adm. brig brig. lieut lieut. lt.-gen. lieut.-gen. maj.-gen. lt.-col. brig.-gen. cpl
    pvt pfc pm
    """
)
"""Forms of address and ranks that stand before a name."""

OFFICES = word_set(
    """
    president premier chancellor minister secretary governor mayor senator congressman congresswoman
    representative deputy lawmaker legislator parliamentarian councillor councilman councilwoman delegate mp mep
    envoy ambassador diplomat consul attaché commissioner chairman chairwoman chair chairperson chief head
    leader director manager boss ceo cfo coo founder co-founder owner executive official officer commander
    general colonel major captain lieutenant sergeant admiral marshal brigadier commandant soldier fighter
    veteran sniper pilot judge justice prosecutor lawyer attorney solicitor barrister sheriff detective
    inspector constable investigator superintendent analyst expert economist historian professor scholar
    lecturer researcher scientist academic sociologist psychologist pollster strategist adviser advisor aide
    assistant consultant fellow journalist reporter correspondent editor columnist commentator blogger author
    writer poet novelist filmmaker photographer producer presenter anchor host broadcaster spokesman spokeswoman
    spokesperson press-secretary activist campaigner organizer organiser protester demonstrator dissident rebel
    separatist militant insurgent politician statesman candidate nominee incumbent frontrunner speaker whip
    treasurer auditor ombudsman comptroller registrar rector dean principal teacher doctor physician surgeon
    nurse paramedic psychiatrist priest bishop archbishop cardinal patriarch metropolitan rabbi pastor chaplain
    monk nun businessman businesswoman entrepreneur oligarch tycoon magnate banker trader investor billionaire
    farmer miner worker engineer driver student pensioner refugee resident villager volunteer witness survivor
    victim father mother son daughter brother sister wife husband widow uncle aunt cousin nephew niece
    grandmother grandfather grandson parent friend neighbour neighbor colleague ally rival predecessor successor
    counterpart member coordinator co-ordinator administrator negotiator mediator observer monitor rapporteur
    inspector-general vice-president co-chair co-author champion actor actress singer musician artist star
    comedian player coach warlord mercenary trustee operative insider staffer supporter critic opponent voter
    woman man girl boy person guy lady gentleman child supervisor donor titan superdelegate front-runner hopeful
    mogul heir challenger committeeman committeewoman alderman assemblyman assemblywoman strongman powerbroker
    narrator master harbourmaster aide-de-camp source informant architect architect-in-chief acquaintance
    passer-by bystander onlooker pedestrian shopkeeper tourist local native citizen ukrainian russian pole
    american european belarusian separatists-leader biographer archivist curator librarian technician agent
    trainer negotiators-chief secretary-general director-general attorney-general governor-general
    undersecretary sub-secretary vice-chair vice-chairman first-lady lady majority-leader minority-leader
    congressperson
    """
)
"""What one person can be, in the singular."""

_IRREGULAR_PLURALS = word_set(
    """
    men women people children wives secretaries deputies envoys lawmakers forces troops family families
    relatives parents locals allies attorneys witnesses bosses some many others most several few both critics
    observers scientists elites insiders fans adherents republicans democrats conservatives liberals ukrainians
    russians americans europeans britons germans poles jews muslims christians californians virginians
    republican democrat millions thousands hundreds dozens everyone everybody someone somebody anyone two three
    four one another all four half majority majorities five six seven eight nine ten eleven twelve those
    catholics aides friends readers media public crowd prosecutors advocates speakers backers skeptics sceptics
    detractors surrogates groups companies agencies parties organizations organisations governments countries
    nations networks newspapers outlets banks unions states institutions campaigns firms communities services
    firefighters
    """
)


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in {"a", "e", "o"}:
        return noun[:-1] + "ies"
    if noun.endswith(("s", "ch", "sh")):
        return noun + "es"
    return noun[:-3] + "men" if noun.endswith("man") else noun + "s"


PLURALS = frozenset(_plural(noun) for noun in OFFICES) | _IRREGULAR_PLURALS
"""What several people can be."""

SPOKESPEOPLE = word_set(
    """
    spokesman spokeswoman spokesperson spokespeople spokesmen correspondent reporter spokespersons
    """
)
"""Those who speak for the organisation beside them, unless their own name is given."""

RELATIONS = word_set(
    """
    son daughter father mother brother sister wife husband widow uncle aunt cousin nephew niece grandmother
    grandfather grandson parent friend neighbour neighbor colleague ally rival predecessor successor counterpart
    aide assistant adviser advisor lawyer attorney supporter critic opponent biographer acquaintance spokesman
    spokeswoman spokesperson guest victim
    """
)
"""Those who are somebody's: whoever is named behind "of" is another person."""

ORGANISATIONS = word_set(
    """
    government administration ministry department agency service council committee commission board bureau
    office organisation organization union alliance federation confederation league association society
    foundation institute institution academy university college school centre center bank fund company
    corporation firm group conglomerate party movement bloc coalition faction opposition parliament congress
    senate assembly duma rada house court tribunal embassy consulate mission delegation cabinet presidency
    authority authorities police army navy force staff headquarters command brigade battalion regiment division
    church patriarchate newspaper magazine daily weekly newswire website channel station network tv television
    radio press media club project think-tank watchdog regulator operator producer manufacturer industries
    holdings campaign team camp branch chamber front militia republic kingdom state states nations community
    forum summit conference kremlin pentagon hospital city county province district region municipality village
    town regime leadership military secretariat treasury exchange syndicate trust unit wire post times journal
    tribune herald guardian telegraph gazette observatory laboratory museum theatre monitor affairs security
    defence defense interior justice finance energy trade relations rights health education intelligence economy
    development foreign international national federal central general international's supreme street initiative
    partnership programme program action council's system sector industry inc inc. llc ltd ltd. plc co co. corp
    corp. ojsc gmbh ag
    """
)
"""What many people together can be, and the words that their names are made of."""

ACTING_ORGANISATIONS = ORGANISATIONS - word_set(
    """
    affairs security defence defense interior justice finance energy trade relations rights health education
    intelligence economy development foreign international national federal central general international's
    supreme street action system programme program city county province district region village town
    """
)
"""Organisations that speak when they stand last in a phrase."""

BODIES_WITHOUT_NAME = word_set(
    """
    company corporation firm group agency organisation organization institute institution bank fund conglomerate
    newspaper magazine daily weekly newswire website site channel station network radio project producer manufacturer
    operator carmaker platform team unit publication outlet broadcaster paper watchdog think-tank foundation charity
    """
)
"""Bodies that a common noun tells no name of: "the company" is what speaks, not who."""

DOCUMENTS = word_set(
    """
    statement report letter decree document resolution poll survey study article book memo memorandum paper
    declaration communique communiqué message post tweet filing lawsuit suit complaint affidavit indictment
    ruling verdict opinion decision order law bill act measure plan agreement treaty constitution charter text
    draft press-release release bulletin dispatch editorial column story account review analysis assessment
    estimate audit transcript email e-mail emails e-mails records documents data figures statistics polls
    surveys studies reports letters headline caption sign banner placard website site page ad advertisement
    advert video note notice cable warrant testimony brief speech text spot research evidence findings results
    guidelines guidance rule rules poster slide chart map photo photograph clip film movie documentary series
    episode show song leaflet slogan motion petition proposal
    """
)
"""What is written or read and can say something."""

ROLE_MODIFIERS = word_set(
    """
    former ex-president then-president new newly-elected newly-appointed newly-installed acting interim outgoing
    incoming deputy vice first second prime foreign senior top chief assistant associate executive managing
    general special permanent presidential parliamentary vice-presidential prominent veteran retired late
    longtime long-time leading chief-of-staff self-proclaimed self-styled exiled jailed ousted deposed toppled
    embattled fugitive controversial influential popular well-known renowned famous local regional national
    federal provincial municipal state city county opposition rebel separatist protest army navy police military
    militia trade press human rights party faction group government policy security energy finance economy
    economic health interior justice defence defense education agriculture culture transport infrastructure
    environment labour labor political legal business media war pro-russian pro-european pro-ukrainian
    pro-kremlin far-right far-left right-wing left-wing nationalist communist socialist liberal conservative
    republican democratic democrat independent anti-corruption anti-war civil rights majority minority campaign
    team company bank fund church religious spiritual supreme high lead communications spokes intelligence
    research science technology sports football boxing world heavyweight billionaire millionaire steel gas oil
    coal chocolate gun election hedge tax staff chief's mission ukrainian russian american british german french
    polish swiss czech belarusian georgian moldovan turkish young old elderly local middle-aged fellow
    """
)
"""Words in lower case that a role may open with."""
