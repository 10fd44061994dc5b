import type { Vocabulary } from '../vocabulary.js';

export const enLatn: Vocabulary = {
  language: 'en',
  common: `the of and to in a is for on that with as at by from it its he his she her they their we our you your was were are be been being has have had will
    would can could may might must should not no but or if than then so after before over under into out up down off about against between during amid
    through per this these those there here what when where which who why how all any some more most less least many much new first last next two three four
    five six seven eight nine ten one says said say vs via while until since despite only also again still just back own other another such each every
    both few near without within across around ahead top more's it's isn't don't won't can't doesn't today tomorrow yesterday year years day days week month
    million billion percent people man woman`,
  words: `government president prime minister ministry parliament lawmakers senate congress court judge law bill vote votes voters election elections campaign
    candidate party opposition leader leaders policy political talks deal agreement summit meeting meets met visit visits visiting signs signed sign approve approves
    approved reject rejects rejected announce announces announced plan plans planned warn warns warned warning call calls called urge urges urged seek seeks
    sought back backs backed defend defends discuss discusses discussed host hosts hosted hosting join joins joined launch launches launched open opens opened close
    closes closed begin begins began start starts started end ends ended keep keeps kept hold holds held take takes took taken make makes made give gives gave
    get gets got go goes going went come comes came rise rises rose risen fall falls fell fallen drop drops dropped climb climbs gain gains jump jumps soar
    soars surge surges slip slips hit hits cut cuts raise raises raised lift lifts increase increases increased decline declines grow grows grew growth expand expands
    economy economic trade export exports import imports oil gas price prices market markets stock stocks shares share bank banks central rate rates interest
    inflation tax taxes budget deficit debt investment investors invest company companies firm firms business industry production output sales profit
    profits revenue currency dollar euro wage wages salary pension pensions jobs job workers worker union strike farmers farm crops wheat grain water power electricity
    energy fuel pipeline plant factory mine construction building buildings build builds built house housing homes home road roads bridge highway railway
    rail train trains bus buses subway metro station airport flight flights plane aircraft jet ship ships port crash crashes crashed accident killed kills kill
    dead dies died death deaths injured injures hurt wounded hospital hospitals fire fires blaze explosion blast earthquake quake flood floods flooding storm storms rain
    rains snow heavy wind winds heat heatwave cold temperature temperatures weather forecast forecasters expected rescue rescued rescuers missing search police arrest
    arrests arrested suspect suspects charged charges accused trial jailed sentenced prison murder attack attacks attacked shooting robbery theft fraud drug drugs smuggling
    investigation probe prosecutors prosecutor crime criminal security army military troops soldiers war peace ceasefire missile missiles drone drones border borders
    defence defense nuclear sanctions nato united nations european russia russian ukraine ukrainian china chinese american british germany german france
    french turkey turkish iran iranian israel israeli gaza kazakhstan kazakh azerbaijan azerbaijani uzbekistan uzbek kyrgyzstan armenia georgia caspian baku tashkent
    astana central asia asian europe world global international foreign national local regional country countries city cities town village capital region
    state states team teams club clubs coach player players match matches game games win wins won winning beat beats beaten lose loses lost defeat defeats draw final
    finals semi-final quarter-final semifinal cup league champion champions championship title tournament medal medals gold silver bronze olympic olympics football soccer
    tennis boxing wrestling chess race goal goals scores scored score record season striker fans stadium qualifier qualifying round second third half time minute
    minutes hour hours school schools teacher teachers student students university universities exam exams education research researchers study studies scientists
    scientist science discover discovered discovery find finds found health doctors doctor patients patient disease virus outbreak vaccine vaccines cancer medicine treatment
    children child women men young youth family families culture film films movie director actor actress singer music concert festival museum exhibition art artist
    artists theatre theater book books author writer award awards prize show shows display displays celebrate celebrates celebration holiday history historic ancient
    technology tech digital artificial intelligence ai internet online app apps phone phones smartphone software cyber hackers hacked data satellite space rocket
    electric cars car vehicle vehicles drivers driver traffic passengers tourists tourism visitors visa travel climate environment carbon emissions wildlife forest river lake
    sea mountain mountains project projects fund funding funds aid support supply service services system centre center office chief head official officials report reports
    reported data figures shows results result issue issues problem problems crisis fears fear concerns concern protest protests protesters rights reform reforms ban bans banned
    allow allows allowed return returns returned move moves moved set sets face faces facing pay pays paid sell sells sold buy buys bought help helps change changes lead
    leads led turn turns bring brings brought leave leaves left run runs tell tells told ask asks asked use uses used work works working free big major key high higher
    highest low lower lowest late early former long short small large full best better good bad public private joint killed monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december spring summer autumn winter morning night evening daily
    weekly update breaking live exclusive opinion analysis reaches reach reached resign resigns resigned appoints appointed named names unveils unveiled completes complete
    completed extends extend extended faces boost boosts boosted strong ties cooperation strengthen strengthens
    expert experts explain explains reveal reveals revealed claims claim denies deny confirms confirmed insists slams slam blasts vows pledges pledge admits accuse accuses blame blames blamed praises hails mourns honours honors
    quits quit sacked fired steps step steps-down ousted ousts replaces replaced freed release released releases escapes escaped missing body found teen teenager teenagers mother father son daughter parents baby couple wife husband neighbour neighbor
    bomb stabbing stabbed shot gunman hostage hostages raid raids seize seizes seized smash collision collides sinks sank capsizes derails derailed collapse collapses collapsed landslide avalanche drought wildfires hail fog sunny blackout outage power cuts
    shortage shortages supplies budget bills bread meat milk sugar potatoes vegetables fruit cotton rice harvest cattle livestock grain shop shops store stores retail retailers customers consumers goods products customs cargo truck trucks lorry tunnel motorway
    traffic route routes ticket tickets hotel hotels beach holiday holidays summer winter resort flights airline airlines pilot passenger crew wedding divorce celebrity star stars legend fans series album tour stage play novel poem poet painting sculpture mosque
    church temple archaeologists ancient tomb treasure monument library grant grants scholarship lecture degree college classroom pupils lessons robot robots battery batteries solar nuclear missile strike strikes airstrike shelling front truce refugees refugee
    migrants migrant sanctions tariffs offer offers proposal terms demand demands response decision decides decided ruling overturns upholds appeal appeals verdict guilty innocent bribe bribery corruption scandal panic outrage fury anger row clash clashes
    rally rallies strike unrest turmoil draw draws goalkeeper defender midfielder transfer contract stadium referee penalty hat-trick points lead leads season injury injured comeback upset thriller stuns stun crush edges cruise qualifies qualified finalists
    contest winner winners participants secret guide tips explained things best worst biggest largest smallest oldest youngest top-selling rare deadly fatal horror tragic dramatic stunning surprise sudden illegal fake bogus cheaper free costly expensive
    heavier easier harder faster slower stronger weaker nearly almost about roughly officially reportedly allegedly again soon finally once twice never always why behind inside beyond mulls eyes weighs tests trials inks clinches nets bags tops tumbles plunges
    eases steady steadies slides sinks shrinks doubles triples halts halted delays delayed delay postponed cancels cancelled scraps scrapped drops dumped builds restores repairs renovated reopen reopens demolished demolition seeks`,
  endings: `ing ed es er ers ion ions tion ation ations ment ments ness able ible ful less ly ty ity ies ied ous ive al ally ism ist ists ship ward ght ck th ough
    's s' ssion sion ence ance ant ent ary ory ure ish`,
};
