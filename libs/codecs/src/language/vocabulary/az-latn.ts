import type { Vocabulary } from '../vocabulary.js';

export const azLatn: Vocabulary = {
  language: 'az',
  common: `və ilə üçün bu bir da də ki isə olan olub oldu olacaq olaraq edib etdi edir edəcək edilib edilir edildi ediləcək olunub olunur
    olundu olunacaq haqqında barədə görə sonra əvvəl qədər daha çox az ən yeni ilk son böyük kiçik hər heç kimi yalnız artıq hələ indi
    bugün sabah dünən il ildə ilin ildən gün günü ay ayında həftə saat dəqiqə nəfər faiz min milyon milyard manat dollar arasında zamanı
    tərəfindən üzrə əsasında qarşı nə niyə necə kim harada necədir var yoxdur yox deyil öz onun bizim onlar biz mən o belə yenə ya amma
    lakin çünki əgər həm həmçinin digər bütün bəzi eyni iki üç dörd beş altı yeddi səkkiz doqquz on birinci ikinci üçüncü yenidən birgə`,
  words: `azərbaycan azərbaycanın azərbaycanda azərbaycana azərbaycandan bakı bakıda bakının bakıya gəncə gəncədə sumqayıt sumqayıtda naxçıvan
    naxçıvanda qarabağ qarabağda şuşa şuşada lənkəran xankəndi zəngilan ağdam ağdamda türkiyə türkiyənin rusiya rusiyanın rusiyada ukrayna
    gürcüstan iran iranda abş çin almaniya qazaxıstan özbəkistan avropa ermənistan israil xəzər prezident prezidenti prezidentin nazir nazirlik nazirliyi naziri nazirlər kabineti kabinet hökumət hökuməti dövlət dövlətin milli məclis məclisin deputat
    deputatlar parlament qanun qanunu qanuna qərar qərarı qərarın fərman sərəncam imzalayıb imzaladı imzalanıb imzalanacaq təsdiqləyib
    təsdiqlədi təsdiqlənib qəbul qəbulu görüş görüşü görüşüb görüşdü görüşəcək danışıqlar danışıqları səfər səfəri səfərə gəlib gəldi gedib
    sədri sədr seçki seçkilər seçkiləri namizəd siyasi siyasət xarici daxili işlər müdafiə ordu ordusu hərbi hərbçi sülh müharibə sərhəd
    sərhəddə sərhədində təhlükəsizlik əməkdaşlıq əməkdaşlığı razılaşma saziş sazişi müqavilə layihə layihəsi layihəsini iqtisadiyyat iqtisadi
    neft qaz qazın ixrac ixracı idxal ixracat istehsal istehsalı satış satışı qiymət qiyməti qiymətləri qiymətlər ucuzlaşıb bahalaşıb bahalaşdı
    artıb artdı artır artacaq artırılıb artırılacaq artım azalıb azaldı azalıb azalacaq bank mərkəzi bankı bankların kredit faizi vergi büdcə
    büdcəsi büdcəsini gəlir gəlirləri sərmayə investisiya investor şirkət şirkəti şirkətlər birja bazar bazarı bazarında valyuta məzənnəsi
    məzənnə əmək haqqı maaş maaşı maaşlar pensiya pensiyalar müavinət sosial sahibkar sahibkarlar kənd təsərrüfatı su elektrik enerji enerjisi
    yanacaq benzin zavod fabrik iş yerləri işçi işçilər tikinti tikintisi tikilir tikiləcək bina binada ev evlər evi mənzil mənzillər yol yolu
    yollar yolunda körpü metro metrosu stansiya stansiyası stansiyasında avtobus avtobuslar qatar qatarı dəmir hava limanı uçuş təyyarə
    təyyarəsi gəmi qəza qəzası qəzada qəzasında ölüb öldü ölən həlak yaralanıb yaralı yaralandı xəstəxana xəstəxanaya yanğın yanğını yanıb
    söndürülüb partlayış partlayıb zəlzələ baş verib verdi verəcək verilib verilir veriləcək olay hadisə hadisəsi polis polisi saxlanılıb
    həbs edilən tutulub cinayət işi məhkəmə məhkəməsi hökm ittiham oğurluq dələduzluq narkotik istintaq prokurorluq prokuror əməliyyat xilas
    axtarış itkin hava proqnozu yağış yağacaq qar küləkli külək şimşək temperatur temperaturu dərəcə isti soyuq isinəcək havalar keçəcək
    gözlənilir gözlənir xəbərdarlıq sel daşqın çay dəniz göl dağ meşə ekologiya çempionat çempionatı çempion çempionu çempionatında çempionatının
    kubok kuboku oyun oyunu oyunda oyunlar komanda komandası klub klubu futbol futbolçu futbolçusu matç məşqçi məşqçisi qələbə qələbəsi qələbə
    qazandı qazanıb uduzdu məğlub yığma yığması yığmamız liqa liqası mərhələ mərhələsi mərhələsinə yarımfinal final finala medal medalı qızıl
    gümüş bürünc idmançı idmançılar idmançımız güləşçi güləş şahmat şahmatçı olimpiya turnir turniri turnirində yarış yarışı yarışları rəqib
    hesab qol vurdu keçirib keçirilib keçirilir keçiriləcək keçirdi təhsil məktəb məktəbi məktəblər məktəblərdə müəllim müəllimlər müəllimlərin
    şagird şagirdlər tələbə tələbələr universitet universiteti universitetlər imtahan imtahanı imtahanları qəbul elm alim alimlər tədqiqat
    səhiyyə həkim həkimlər xəstə xəstəlik virus peyvənd dərman dərmanlar uşaq uşaqlar uşaqların qadın qadınlar kişi gənc gənclər ailə insan
    insanlar vətəndaş vətəndaşlar vətəndaşların əhali əhalinin şəhər şəhəri şəhərdə şəhərində rayon rayonu rayonunda rayonda kənd kəndi kəndində
    respublika mədəniyyət teatr teatrı teatrında film filmi festival festivalı sərgi sərgisi konsert konserti müğənni aktyor rejissor kitab
    kitabı yazıçı musiqi muzey muzeyi muzeyində mükafat mükafatı nümayiş bayram bayramı novruz qeyd texnologiya texnologiyaları rəqəmsal süni
    intellekt internet telefon telefonu mobil tətbiq proqram kiber hücum hücumu süni peyk kosmos məlumat məlumatı məlumatlar açıqlama açıqladı
    açıqlayıb açıqlanıb bildirib bildirdi deyib dedi danışıb cavab cavabı təklif təklif etdi tələb çağırış xəbər xəbərlər açılıb açıldı
    açılacaq açılışı bağlanıb bağlanacaq bağlandı başlayıb başladı başlayır başlayacaq başlanıb davam bitdi başa çatıb çatdırılıb göndərilib
    aparılıb aparılır dayandırılıb ləğv təyin vəzifə vəzifəsindən azad çıxarılıb dəyişib dəyişiklik dəyişdi dəyişiklikləri yaradılıb yaradılacaq
    yaranıb hazırlanıb qurulub nəticə nəticələri nəticəsində problem məsələ məsələsi məsələləri vəziyyət şərait plan dəstək iştirak iştirakı
    iclas iclası konfrans forum forumu sammit sammiti zirvə təşkilat təşkilatı birlik birliyi beynəlxalq ölkə ölkələr ölkənin ölkədə ölkələri
    dünya dünyada dünyanın tarix tarixi nümayəndə heyəti səfir səfiri tanınmış məşhur vəfat dəfn çıxış tutub alıb aldı satıb etiraf qaytarılıb
    yenilənib bərpa inkişaf xidmət xidməti xidmətləri mərkəz mərkəzi mərkəzində rəis rəisi müavin müavini idarə idarəsi agentlik komitə komitəsi
    vəkil müstəqil tərəf tərəfdaş təhlükə səs səsvermə növbə növbəti sayı sayda pul maşın maşını avtomobil avtomobili sürücü sürücülər sürücülük
    cərimə minib yüksək yüksəlib aşağı enib geri ötən gələn cari keçən çərşənbə bazar şənbə cümə yanvar fevral mart aprel may iyun iyul avqust
    sentyabr oktyabr noyabr dekabr yaz yay payız qış axşam səhər gecə gündüz
    səbəb səbəbi səbəbini ekspert ekspertlər mütəxəssis rəy rəyi şərh etdi rəsmi münasibət bildirdi iddia iddialara təkzib təsdiq rədd tənqid edib xatırlatma vacib diqqət təcili şok xəbəri məlum belə tapılıb tapıldı batıb batan
    itib yoxa çıxıb vurub vuruldu toqquşub toqquşdu aşıb çökdü uçdu yıxıldı yandı xilas olundu qətlə yetirildi öldürüb bıçaqlayıb döyüb oğurlayıb soyğun basqın həbsxana cəza cəzası cəzalandırıldı azadlığa buraxıldı rüşvət korrupsiya
    məmur məmurlar işdən istefa istefaya göndərildi kadr kadrlar islahat islahatlar islahatı səlahiyyət müddət müddəti tapşırıq tapşırdı nəzarət yoxlama yoxlanılıb aşkarlanıb aşkar edilib göstərici həcmi payı borc borcu borclar mənfəət
    zərər inflyasiya ipoteka kirayə alıcı məhsul məhsullar məhsulu çörək ət süd şəkər kartof soğan tərəvəz meyvə nar pambıq buğda taxıl məhsuldarlıq yığımı fermer fermerlər mal-qara bazarlar mağaza mağazalar gömrük yük maşınları
    tunel sürüşməsi torpaq duman yağıntı dolu qasırğa bürkü quraqlıq buzlaq turist turistlər turizm otel istirahət tətil məzuniyyət sahil bilet biletlər sərnişin sərnişinlər marşrut piyada tıxac gecikir nasazlıq kəsinti işıq qaz
    su təchizatı istilik mövsümü toy toyu övlad övladı ata ana atası anası oğul oğlu qızı qız qızlar qardaş bacı nənə baba qonşu qonşusu ər arvad boşandı evləndi yeniyetmə yeniyetmələr əlil əlilliyi yaşlı qazi qazilər şəhid şəhidlər
    ailəsi yardım yardımı xeyriyyə doğulub doğum incəsənət aktrisa serial kino səhnə tamaşa tamaşası müsabiqə müsabiqəsi qalib qalibi qalibləri iştirakçı iştirakçılar muğam şeir şair şairi əsər əsəri abidə abidəsi qədim
    qazıntı arxeoloq məscid məscidi kilsə ziyarət ramazan orucluq qurban bayramı həcc heykəl kitabxana qrant təqaüd mühazirə diplom magistratura bakalavr kollec lisey sertifikasiya dərs dərslər dərslik robot elektromobil batareya günəş
    külək stansiya raket dron pilotsuz silah zərbə zərbələri atəş atəşkəs cəbhə terror qaçqın köçkün köçkünlər miqrant sanksiya sanksiyalar təklifi razılaşdı razılaşıblar imzaladılar görüşüblər heç-heçə hesabla hesabı qolu qapıçı
    hücumçu müdafiəçi transfer stadion stadionu azarkeş azarkeşlər rekord rekordu finalçı səfərdə mövsüm turda üstələyib üstələdi yenib məğlub etdi qabaqda geridə nümayəndəmiz nümayəndələrimiz komandamız həmyerlimiz idmançısı dəhşətli
    faciə faciəvi fövqəladə qeyri-adi gözlənilməz nadir qanunsuz saxta dələduz aldadıb pulsuz ucuz bahalı baha ağır yüngül mühüm əsas sabiq keçmiş güclü təhlükəli müasir köhnə xüsusi ümumi özəl birlikdə tezliklə birdən həqiqətən bəlkə
    hətta demək olar təxminən cəmi nə zaman hara harda nələr kimlər müşahidə olunur gözlənilib başlanır edirlər gedir gəlir alır verir çıxır qalır düşür artmaqda düşüb çıxıb qalıb gedib qayıdıb yaşayır işləyir araşdırır araşdırılır
    öyrənir seçdi yayılıb yayılan paylaşdı istəyir istədi çağırdı çağırıb danışdı danışdılar toxundu vurğuladı qeyd etdi söylədi əlavə`,
  endings: `lar lər ların lərin larda lərdə lardan lərdən lara lərə ları ləri larının lərinin larında lərində larına lərinə nın nin nun nün dan dən
    da də ında ində undan ünə ından indən ına inə ıb ib ub üb ılıb ilib ulub ülüb yıb yib lıb lib nıb nib acaq əcək yacaq yəcək ılacaq iləcək
    maq mək mağa məyə ması məsi masını məsini dı di du dü ıldı ildi ır ir ur ür lanıb lənib laşıb ləşib çı çi çu çü lıq lik luq lük lığı liyi
    sız siz suz süz ımız imiz dır dir dur dür mışdır mişdir mış miş arkən ərkən ıqda ikdə dığı diyi acağı əcəyi sında sində sına sinə sının sinin
    sından sindən yə ya xana şünas məz maz ə ədən ədə`,
};
