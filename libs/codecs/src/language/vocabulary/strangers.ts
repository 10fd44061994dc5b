import type { Vocabulary } from '../vocabulary.js';

/**
 * Languages that partners seldom send, told by their commonest words and endings: enough that a text in one of them is
 * not taken for a language it is close to.
 */
export const latinStrangers: readonly Vocabulary[] = [
  {
    language: 'tk',
    common: `we bilen üçin bu bir hem diýip diýdi boldy bolan bolýar boýunça barada soň öň has köp iň täze soňky uly kiçi her ýaly diňe häzir şu gün ertir ýyl ýylda ýylyň ýyly güni aý
      aýynda sagat adam göterim müň million manat arasynda tarapyndan garşy näme nähili kim nirede öz onuň biziň olar şeýle ýene emma eger beýleki ähli iki üç dört bäş`,
    words: `türkmenistan türkmenistanyň türkmenistanda aşgabat aşgabatda hormatly prezidenti prezident hökümet döwlet milli mejlis karar gol çekdi kabul etdi
      duşuşyk duşuşdy gepleşikler saparynda halkara ykdysadyýet nebit gaz eksport önümçilik söwda bazar baha bahasy artdy pes bank maliýe býujet zähmet haky oba hojalyk suw energiýa
      zawod gurluşyk jaý ýol köpri awtobus otly demir howa menzili heläkçilik ýangyn ýer titreme polisiýa kazyýet jenaýat ýagyş gar ýel howa temperatura deňiz köl dag çempionat kubok oýun
      topar toparlar futbol türgen ýeňiş ýeňdi medal altyn kümüş ýaryş bilim mekdep mugallym okuwçy talyp uniwersitet ylym saglyk lukman keselhana çaga zenan ýaşlar maşgala raýat ilat şäher
      etrap welaýat medeniýet teatr sergi konsert bagşy kitap muzeý baýram sanly tehnologiýa maglumat habar açyldy başlandy geçirildi geçirilýär geçiriler dowam berildi alyndy guruldy döredildi netije mesele
      maslahat guramasy ýurt dünýä taryh ilçi hyzmat merkez edara ulag awtoulag sürüji`,
    endings: `lar ler laryň leriň lary leri larda lerde dan den yň iň nyň niň ny ni dy di ýar ýär ar er jak jek mak mek magy megi lyk lik sy si yp ip an en ýan ýän yldy ildi yna ine ynda inde`,
  },
  {
    language: 'de',
    common: `der die das und ist nicht ein eine einen einem einer eines mit für von im in den dem des auf zu zum zur bei nach aus an am als auch wie über vor um es sich er sie wir hat haben
      wird werden wurde wurden sind war mehr noch nur oder aber gegen bis unter durch seit will soll kann können neue neuer neues neuen erste ersten zwei drei jahr jahre jahren tag uhr prozent millionen`,
    words: `regierung präsident kanzler minister bundestag wahl wahlen partei gericht polizei unfall brand tote verletzte krieg frieden wirtschaft preise steigen sinken bank zinsen euro unternehmen
      spiel sieg niederlage mannschaft trainer spieler weltmeister schule lehrer kinder frauen menschen stadt land länder deutschland deutsche deutschen berlin wetter regen schnee sturm warnt fordert
      kritisiert plant gewinnt verliert startet streit gespräche treffen entscheidung gesetz haushalt steuern arbeit verkehr bahn flughafen strom gas ukraine russland europa welt nachrichten`,
    endings: `ung ungen heit keit lich liche lichen isch ische ischen schaft en er em es te ten st tion chen`,
  },
  {
    language: 'fr',
    common: `le la les de des du un une et est en dans pour par sur avec au aux qui que ce cette ces son sa ses leur il elle ils ne pas plus se d l' à après avant contre entre sous sans mais ou où
      été être a ont fait deux trois ans jour premier première nouveau nouvelle
      le leurs dont vers chez donc sont`,
    words: `gouvernement président ministre parlement élection élections loi police accident mort morts blessés guerre paix économie prix hausse baisse banque entreprise match victoire défaite équipe
      joueur coupe monde école enfants femmes ville pays france français française paris météo pluie neige annonce appelle accuse contre demande grève accord rencontre selon ukraine russie europe
      suspend suspendent vols vol annule arrache nul pelouse incendie immeuble blessé grave graves tué tués arrêté arrêtés procès juge prison condamné mairie maire travailleurs retraite retraites budget impôts inflation bourse marché usine emploi chômage climat canicule inondations séisme vaccin hôpital médecins étude chercheurs`,
    endings: `tion tions ment ments eur eurs euse aire ique iques ité és ée ées er ez ent ais ait`,
  },
  {
    language: 'es',
    common: `el la los las de del un una y es en para por con sobre al que su sus se no más como este esta entre desde hasta contra sin pero o ya fue ser ha han dos tres años día primer primera nuevo
      nueva tras ante según también
      le les lo me te nos él ella ellos esto esa ese esos cuando donde quien cual cada otro otra otros muy bien aún hoy ayer mañana mientras aunque porque bajo mil millones`,
    words: `gobierno presidente ministro congreso elecciones ley policía accidente muertos heridos guerra paz economía precios sube baja banco empresa partido victoria derrota equipo jugador copa mundo
      escuela niños mujeres ciudad país españa madrid méxico lluvia nieve anuncia pide acusa acuerdo reunión ucrania rusia europa
      amenaza amenazas aranceles china eeuu trump biden visita visitas plena crisis golea liderato goles gol liga detenidos detenido robar robo inflación cae caen subida bajada nivel más bajo alto lanza lanzan usuarios red redes móvil ataque tregua frontera migrantes huelga juicio cárcel condena juez fiscal alcalde vecinos incendio inundaciones terremoto vacuna hospital médicos ciencia estudio`,
    endings: `ción ciones mente dad dades ado ada ados adas ando iendo ar er ir os as ero era ismo ista`,
  },
  {
    language: 'it',
    common: `il lo la i gli le di del della dei delle un una e è in per con su al alla che non si più come questo questa tra fra da dal dalla nel nella contro ma o sono stato ha hanno due tre anni giorno
      primo prima nuovo nuova dopo`,
    words: `governo presidente ministro parlamento elezioni legge polizia incidente morti feriti guerra pace economia prezzi banca azienda partita vittoria sconfitta squadra giocatore coppa mondo scuola
      bambini donne città paese italia roma milano pioggia neve annuncia chiede accordo incontro ucraina russia europa`,
    endings: `zione zioni mente tà ato ata ati ate ando endo are ere ire ismo ista ore oni elli etto`,
  },
  {
    language: 'pt',
    common: `o a os as de do da dos das um uma e é em no na nos nas para por com sobre ao que não mais como este esta entre desde até contra sem mas ou já foi ser tem têm dois três anos dia primeiro primeira
      novo nova após são`,
    words: `governo presidente ministro congresso eleições lei polícia acidente mortos feridos guerra paz economia preços banco empresa jogo vitória derrota equipe time jogador copa mundo escola crianças
      mulheres cidade país brasil portugal lisboa chuva anuncia pede acordo reunião ucrânia rússia europa`,
    endings: `ção ções mente dade ado ada ados adas ando endo ar er ir os as eiro eira ismo ista ões ão`,
  },
  {
    language: 'nl',
    common: `de het een en van in is op te dat die voor met niet zijn aan er ook als bij naar uit om over na tot door tegen maar of wordt werd heeft hebben meer nog wel twee drie jaar dag eerste nieuwe`,
    words: `regering president minister kamer verkiezingen wet politie ongeluk brand doden gewonden oorlog vrede economie prijzen bank bedrijf wedstrijd winst verlies ploeg speler wereld school kinderen vrouwen
      stad land nederland amsterdam regen sneeuw waarschuwt wil krijgt overleg oekraïne rusland europa`,
    endings: `ing ingen heid lijk lijke en er tje sche isch atie aar`,
  },
  {
    language: 'pl',
    common: `i w z na do nie się że jest to o od po za przez dla jak ale już są był była było być oraz przed pod nad bez co czy który która które jego jej ich dwa trzy lat roku dzień pierwszy nowy nowa nowe`,
    words: `rząd prezydent minister sejm wybory ustawa policja wypadek ofiary ranni wojna pokój gospodarka ceny bank firma mecz zwycięstwo porażka drużyna trener puchar świat szkoła dzieci kobiety miasto kraj
      polska polski warszawa deszcz śnieg ostrzega zapowiada spotkanie umowa ukraina rosja europa`,
    endings: `ów ach ami ych ich ego emu ość ości anie enie ski ska skie cki cka nie ły ła li`,
  },
  {
    language: 'kaa',
    common: `hám menen ushın bul bir de da edi emes bar joq boldı bolǵan boladı bolıp boyınsha haqqında qaldı etti etildi etedi etken keyin aldın dep degen óz onıń bizıń biz olar sol usı
      jáne biraq eger barlıq basqa úlken jańa jaqsı kóp búgin erteń jıl jılı kún kúni ay saat adam procent million eki úsh tórt bes on arasında tárepinen qarsı kim ne qashan qanday kerek múmkin`,
    words: `qaraqalpaqstan qaraqalpaq nókis nókiste qalası rayonı rayonında aral teńizi ózbekstan respublikası húkimeti prezidenti ministri ministrligi keńes keńesi deputatları nızam qarar saylaw
      xalıq xalqı xalıqaralıq mámleket mámleketlik oqıwshı oqıwshılar oqıtıwshı mektep mektepte bilimlendiriw densawlıq shıpaker awıl xojalıǵı diyqan suw jer paxta egin ónim baha bahası
      bazar jol jolı avtobus ushırasıw ushırastı ótkerildi ashıldı baslandı qatnastı qabıl aldı alǵan berildi qurılıs jaslar hayallar balalar shayır jazıwshı mádeniyat mereke toy jarıs oyın jeńis
      hawa jawın qar samal kútilmekte xızmetkerleri islep shıǵarıw`,
    endings: `lar ler ları leri larǵa lerge lardıń lerdiń nıń niń dıń diń tıń tiń ǵa ge qa ke dan den tan ten dı di tı ti nı ni ǵan gen qan ken mekte maqta adı edi ıw iw ıp ip shı shi lıq lik`,
  },
];

export const cyrillicStrangers: readonly Vocabulary[] = [
  {
    language: 'tg',
    common: `ва дар бо аз ба барои ки ин он аст буд шуд шуда мешавад кард карда мекунад дорад низ то бояд метавонад ҳам бар миёни байни пас пеш аз ҷониби оид дар бораи соли сол рӯзи рӯз моҳи ҳафта соат нафар фоиз
      ҳазор миллион сомонӣ яке нав навин аввалин охирин калон зиёд кам чӣ чаро кӣ куҷо худ ӯ мо онҳо ҳамаи дигар ду се чор панҷ`,
    words: `тоҷикистон душанбе хуҷанд президенти ҷумҳурии ҷумҳурӣ ҳукумат вазири вазорати корҳои хориҷӣ дохилӣ маҷлиси олӣ намояндагон қонун қарор имзо расид қабул вохӯрӣ мулоқот сафари давлатии
      ҳамкорӣ иқтисод бонки миллии нарх нархи бозор содирот истеҳсол роҳи сохтмон барқ об обу ҳаво борон барф ҳарорат гарм хунук садама ҳалок захмӣ сӯхтор заминҷунбӣ милитсия суд ҷиноят маҳкум дастгир футбол
      дастаи бозӣ ғалаба ғолиб медали тиллоӣ варзишгарон мактаб омӯзгорон хонандагон донишгоҳ донишҷӯён табибон беморхона кӯдакон занон ҷавонон шаҳрвандон аҳолӣ шаҳри ноҳияи вилояти фарҳанг театр намоиш китоб
      технологияи рақамӣ маълумот хабар кушода оғоз ёфт баргузор гардид ташкил кишвар ҷаҳон таърих сафир хизматрасонӣ маркази раиси`,
    endings: `ҳои ҳо они ии ӣ аи ро ист анд ад ем гӣ гоҳ ҳоро ҳои онро шуда карда дор`,
  },
  {
    language: 'tt',
    common: `һәм белән өчен бу бер дә да инде шул бар юк түгел булды булган була булып турында ничек нәрсә кем кайда соң кадәр күп аз иң яңа беренче соңгы зур кечкенә һәр кебек генә хәзер бүген иртәгә кичә ел елда
      елның көн көне ай айда атна сәгать кеше процент мең миллион сум арасында үз аның безнең алар без мин ул тагын яки ләкин чөнки әгәр башка барлык ике өч дүрт биш`,
    words: `татарстан татарстанда казан казанда казанның президенты рәис россия дәүләт советы хөкүмәт министр министрлыгы закон карар имзалады кабул итте очрашу сәфәр хезмәттәшлек икътисад нефть
      бәя бәяләр базар банк салым хезмәт хакы пенсия авыл хуҗалыгы су юл күпер төзелеш завод эшче авария һәлак булган хастаханә янгын полиция суд җинаять һава торышы яңгыр кар җил чемпионат уен команда футбол
      җиңү җиңде медаль алтын ярыш мәктәп укытучы укучы студент университет белем фән табиб балалар хатын-кыз яшьләр гаилә халык шәһәр шәһәрендә районы районында республика мәдәният театр фильм фестиваль
      күргәзмә җырчы китап язучы музей бәйрәм сабантуй технология мәгълүмат хәбәр итте ачылды башланды үтте үтәчәк узды төзелде нәтиҗә мәсьәлә ил дөнья тарих үзәк идарә
      бәла галим галимнәр табылган ачыла башлый бара килә ала булачак узачак эшли яши торган килгән киткән алган биргән язган әйтте белдерде сөйләде туган тел дәрес дәресләр бәйге җиңүче җыр моң милли исем егет кыз
      әти әни бала үсмер табиб пенсионер ялган ат ут суы елга күл урман авылы шәһәре мәйданы юлы сату бәясе кыйммәт арзан ашлык икмәк ит сөт терлек фермер алдаган батып үлгән яраланган кабул итәчәк`,
    endings: `лар ләр ларның ләрнең лары ләре нар нәр ның нең га гә ка кә да дә та тә дан дән тан тән ы е ды де ты те ган гән кан кән ачак әчәк ячак ячәк а ә ый и лык лек чы че сы се ында ендә ына енә еп ып`,
  },
  {
    language: 'uk',
    common: `і в у на не що з із зі та до для про як від за по при під після над або це його її їх був була було були буде будуть більше також між через року рік років новий нова нові але ж чи б без проти перед всі усі
      вже ще тільки може можна є немає вони він вона ми ви хто де коли чому якщо так тут цей ця ці цього свій своїх який які яка перший перша два дві три чотири п'ять тисяч мільйон мільйонів відсотків гривень
      людей день дні сьогодні завтра вчора
      знову лише навіть адже щодо серед протягом майже сам саме своє свої нею ним ними йому їй їм бути став стала стали має мають мав поки доки втім проте отже тому куди звідки скільки кожен інший інша інші багато мало`,
    words: `україна україни україні київ києві президент президента уряд міністр верховна рада депутати закон законопроєкт підписав ухвалила заявив заявила повідомили розповів назвали обговорили зустріч
      переговори вибори оборони сили військові росія росії росіяни війна війни мир кордон угода економіка нафта газ експорт ціни зросли подорожчали банк ставка податки бюджет компанія ринок зарплати пенсії
      будівництво будинок дорога міст станція потяг аеропорт аварія загинули загинув постраждали лікарня пожежа вибух землетрус поліція затримали суд справа погода дощ сніг вітер градусів чемпіонат матч
      команда збірна футбол тренер перемога перемогла фінал медаль школа вчителі учні студенти університет лікарі діти жінки місто місті області район країни світу фільм фестиваль виставка концерт книга музей
      відкрили розпочали нові технології дані
      курс долара гривні гривня рубля валюти валют вартість подешевшав подешевшала впав впала зросла зріс здорожчав здорожчали рекорд рекордний побив обвал зростання падіння торгах ринку цін тарифів тарифи пальне бензин хліб молоко врожай зерно гравець голи рахунком поразка поразки нічия турнір кубок чемпіон олімпіада спортсмен водій пішохід вулиця вулиці мешканці населених пунктів світла негода спека мороз мінімум максимум судили засудили вирок років вязниці слідство підозра хабар шахраї вбивство зник знайшли врятували`,
    endings: `ого ому их ий ій ість ості ння ення ання ів ами ями ах ях ою ею ться вся лася лися ти ли ла ло ський ська ські ського ує ють`,
  },
  {
    language: 'be',
    common: `і ў у на не што з са па для аб як ад да за пры пад пасля або гэта яго яе іх быў была было былі будзе больш таксама паміж праз года год гадоў новы новая новыя але ж бы без супраць усе ужо яшчэ толькі
      можа можна ёсць няма яны ён яна мы вы хто дзе калі чаму каб так тут гэты гэтая свой які якія якая першы два тры тысяч мільёнаў працэнтаў рублёў чалавек дзень сёння заўтра учора
      зноў нават амаль сам сваё свае ёй ім імі яму быць стаў стала сталі мае маюць пакуль аднак таму куды колькі кожны іншы іншая іншыя шмат мала сярод падчас каля згодна вось ці`,
    words: `беларусь беларусі беларускі мінск мінску прэзідэнт урад міністр закон падпісаў заявіў паведаміла расказалі сустрэча выбары вайна мір эканоміка цэны банк бюджэт кампанія рынак заробак будаўніцтва
      дом дарога мост аварыя загінулі пажар міліцыя затрымалі суд надвор'е дождж снег вецер чэмпіянат матч каманда зборная перамога школа настаўнікі дзеці жанчыны горад горадзе вобласці раён краіны свету
      выстава канцэрт кніга музей адкрылі
      курс долара долар еўра рубля валюты таргах вырас вырасла выраслі упаў упала падаражэў падаражэлі патаннеў кошт кошты рэкорд рост падзенне рынку бензін хлеб малако ўраджай збожжа трэнер гулец паразка нічыя турнір кубак чэмпіён спартсмен кіроўца пешаход вуліца жыхары святла непагадзь спякота мароз судзілі прысуд гадоў турмы следства хабар забойства знік знайшлі выратавалі заводзе завод прадпрыемства крама пасяджэнне дэпутаты краіне мяжа мяжы польшчы украіне расіі`,
    endings: `ага яга аму ых ы ая ае ыя асць асці нне энне анне аў яў амі ямі ах ях ца цца ўся лася лі ць скі ская скага`,
  },
  {
    language: 'bg',
    common: `и в на не че с за от до по при след над или това го я ги е са беше бяха ще да се си как като също между през година години нов нова нови но без срещу пред всички вече още само може има няма те той тя
      ние кой къде кога защо ако така тук този тази тези който която които първи първа два две три хиляди милиона лева души ден дни днес утре вчера най към
      трима края преди докато обаче затова където колко всеки друг друга други много малко отново почти сред чрез около според имаше била били било`,
    words: `българия българия софия пловдив варна президентът министърът правителството парламентът депутатите законът подписа заяви съобщиха каза среща избори войната мир границата икономиката цените поскъпна
      банката бюджетът компанията пазара заплатите пенсиите строителство пътя моста катастрофа загинаха загина ранени болница пожар полицията задържаха съдът времето дъжд сняг вятър шампионат мач отборът победи
      треньорът купа финал училище учители ученици лекари деца жени град града област страната света филм фестивал изложба книга музей откриха започва нови технологии
      загуби победа загуба попадения гол голове мачът отбор съперник първенство шампион треньор прие приеха бюджета бюджет правителство депутати премиерът закона цената поевтиня лева лев инфлация заплати пенсии магистрала катастрофира пострадали арестуваха осъдиха затвор село бургас
      държавата обществото европейски европейския европейската народното събрание служебен кабинет коалиция партия партиите лидерът кандидат гласуване протест протести недоволство проверка проверки нарушения сигнал сигнали граждани жителите домакинства тока парното водата горивата горива туристите почивка планината морето курорт пътниците шофьор шофьори влак влакът летище самолет полет жертви взрив земетресение наводнение жега опасност половин певицата певецът актьорът режисьорът песен награда премиера откриване разследване прокуратурата обвинение обвинен осъден измама измамници крадци откраднаха намериха изчезнал дете детето майка баща семейство животни кучета храна лекарства ваксина учени изследване откритие космос телефон приложение потребители продажби купи продава печалба милиона милиарда процента`,
    endings: `ът ят та то те ия ите ата ето ване ение ане ски ска ско ките ност ха ва ват ше`,
  },
  {
    language: 'sr',
    common: `и у на не да се је за са од до по при након над или то га их био била било били ће бити више такође између кроз године година нови нова нове али без против пред сви већ још само може има нема они он
      она ми ви ко где када зашто ако тако овде овај ова који која које први два три хиљада милиона динара људи дан данас сутра јуче
      две двојица пре после док међутим зато колико сваки други друга много мало поново скоро међу око према имао није нису јер шта`,
    words: `србија србије београд београду председник влада министар скупштина закон потписао изјавио саопштено рекао састанак избори рат мир граница економија цене банка буџет компанија тржиште плате градња пут
      мост несрећа погинуло пожар полиција ухапшен суд време киша снег ветар првенство утакмица тим победа тренер финале школа деца жене град земље света филм изложба књига музеј отворен
      победио победила изгубио изгубила пораз финалу купа куп играч шампион гол голова усвојила владе посланици премијер цена поскупело инфлација динара динар пензије погинули повређени ухапсила осуђен затвор ученици лекари болница село нови саду ниш`,
    endings: `ог ом им их ски ска ско ање ење ост ама има ити ати ује ују ње`,
  },
  {
    language: 'mn',
    common: `болон нь юм байна байгаа байсан бол гэж гэсэн энэ тэр нэг хоёр гурав их шинэ анх сүүлийн жил жилийн онд оны өдөр өдрийн сар сарын цаг хүн хүний хувь мянга сая тэрбум төгрөг дээр дунд тухай эсрэг
      юу яагаад хэн хаана хэзээ өөрийн тэд бид би бас эсвэл гэхдээ учир хэрэв бусад бүх`,
    words: `монгол улсын улаанбаатар ерөнхийлөгч ерөнхий сайд засгийн газар яам их хурал хууль шийдвэр баталлаа гарын үсэг зурлаа уулзлаа уулзалт айлчлал сонгууль эдийн засаг үнэ өслөө буурлаа банк төсөв компани зах зээл
      цалин тэтгэвэр барилга байр зам гүүр осол нас барсан гэмтсэн эмнэлэг гал түймэр цагдаа шүүх гэмт хэрэг цаг агаар бороо цас салхи хэм дулаан хүйтэн аварга шалгаруулах тэмцээн тоглолт баг хөлбөмбөг ялалт
      медаль алтан сургууль багш сурагч оюутан эмч хүүхэд эмэгтэй залуу хот дүүрэг аймаг соёл кино наадам номын музей нээлээ эхэллээ технологи мэдээлэл`,
    endings: `ийн ын ний ийг ыг аас ээс оос өөс тай тэй той аар ээр оор өөр ууд үүд лаа лээ лоо лөө даг дэг сан сэн сон сөн жээ чээ ах эх ох өх гүй руу рүү д т`,
  },
  {
    language: 'ba',
    common: `һәм менән өсөн был бер ҙә лә түгел бар юҡ булды булған буласаҡ буйынса тураһында итте ителде итә һуң тиклем тип тигән үҙ уның беҙ улар шул ошо ла йәки әммә әгәр бөтә башҡа ҙур яңы яҡшы күп
      бөгөн иртәгә йыл йылда көн көнө ай сәғәт кеше процент миллион ике өс дүрт биш ун араһында ҡаршы кем нимә ҡасан нисек кәрәк мөмкин
      тағы йәнә ғына генә инде әле бик иң үтә хатта сөнки ләкин шулай бына хәҙер кисә иртән кис ҡайһы күпме һәр барлыҡ`,
    words: `башҡортостан республикаһы башҡорт өфө өфөлә ҡала ҡалаһы район районында рәсәй хөкүмәт президенты министры министрлығы ҡоролтай депутаттары закон ҡарар һайлау халыҡ халҡы дәүләт уҡыусы уҡыусылар
      уҡытыусы мәктәп мәктәптә мәғариф һаулыҡ табип ауыл хужалығы һыу ер уңыш хаҡ хаҡы баҙар юл юлы автобус осрашыу осрашты үткәрелде асылды башланды ҡатнашты ҡабул алды бирелде төҙөлөш йәштәр ҡатын
      балалар шағир яҙыусы мәҙәниәт байрам ярыш уйын еңеү һауа ямғыр ҡар ел көтөлә хеҙмәткәрҙәре белдерҙе
      бензин газ нефть баһа баһаһы күтәрелде төштө артты кәмене янғын һәләкәт зыян күрҙе күрҙеләр вафат ярҙам күрһәтә күрһәтте баҡса баҡсаһы картуф икмәк һөт иген команда еңде еңелде ҡулға алынды суд хөкөм полиция эш пенсия аҡса һум миллиард завод төҙөй төҙөлә асыла башлай үткәрә яңылыҡтар`,
    endings: `лар ләр тар тәр ҙар ҙәр дар дәр ҙарҙың ҙәрҙең ның нең ҙың ҙең ға гә ҡа кә нан нән ҙан ҙән тан тән ны не ҙы ҙе ғы ге ҡан кән ған гән ыу еү ып еп сы се лыҡ лек`,
  },
  {
    language: 'udm',
    common: `но та со мон тон ми ти соос озьы кызьы кудӥз маке вань ӧвӧл луоз луиз вал луэ понна сярысь бордын борды вылын вылэ пушкын дыръя бере азьын ас аслаз милям асьмеос туж али туннэ ӵуказе
      ар арын аре нунал нуналэ толэзь адями кык куинь ньыль вить дас ваньмыз мукет выль бадӟым покчи умой трос ог одӥг кин ма кытын куке шуиз шуэ кутскиз быдтӥз`,
    words: `удмурт удмуртъёс удмуртия элькун элькунысь ижкар ижкарын ёрос ёросын кар карын гурт гуртын калык калыкъёс нылпи нылпиос пинал пиналъёс дышетскись дышетӥсь школа школаын кылбурчи писатель кырӟан
      эктон праздник шулдыръяськон министерство министерствоысь культурая правительство закон кенеш быръён уж ужась ужасьёс ужан дун дунъёс вуз сюрес вужер зор лымы тӧл куазь пеймыт лулчеберет
      пумиськон пумиськиз ортчиз ортчоз усьтӥз усьтӥськиз пыриськиз сётӥз басьтӥз лэсьтӥз дасяз кутскоз вормиз возьматӥз`,
    endings: `ос ъёс ёс осыз ъёслы ысь ын лэн лы лэсь эз ез тэк оз из ӥз ськиз ськизы зы тӥз тон он ён ись тэм`,
  },
];
