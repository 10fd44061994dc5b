import type { Vocabulary } from '../vocabulary.js';

export const trLatn: Vocabulary = {
  language: 'tr',
  common: `ve ile için bu bir da de ki ise olan oldu olacak olarak etti ediyor edecek edildi ediliyor edilecek olduğu olduğunu hakkında göre sonra
    önce kadar daha çok az en yeni ilk son büyük küçük her hiç gibi sadece artık henüz şimdi bugün yarın dün yıl yılda yılın yıldan gün günü ay
    ayında hafta saat dakika kişi yüzde bin milyon milyar lira liralık dolar euro arasında sırasında tarafından üzerinde üzerinden karşı ne neden
    nasıl kim nerede nedir var yok değil kendi onun bizim onlar biz ben o böyle yine ya ama ancak çünkü eğer hem ayrıca diğer tüm bütün bazı aynı
    iki üç dört beş altı yedi sekiz dokuz on birinci ikinci üçüncü yeniden birlikte mı mi mu mü işte dikkat flaş`,
  words: `türkiye türkiye'nin türkiye'de türkiye'ye ankara ankara'da istanbul istanbul'da izmir izmir'de bursa antalya antalya'da adana konya gaziantep
    trabzon diyarbakır rusya rusya'nın ukrayna suriye suriye'de irak iran israil gazze gazze'de abd almanya çin avrupa yunanistan azerbaycan kıbrıs
    cumhurbaşkanı cumhurbaşkanlığı başkan başkanı başkanlığı bakan bakanı bakanlık bakanlığı bakanlığından hükümet meclis meclisi
    meclis'te milletvekili milletvekilleri parti partisi chp mhp muhalefet seçim seçimi seçimleri seçimlerde aday adayı yasa yasası kanun teklif teklifi
    karar kararı kararını kararname imzaladı imzalandı imzalanacak onayladı onaylandı kabul görüşme görüşmesi görüştü görüşecek ziyaret ziyareti
    ziyaretinde geldi gitti siyasi siyaset dışişleri içişleri savunma ordu askeri asker askerler barış savaş sınır sınırda sınırında güvenlik iş birliği
    işbirliği anlaşma anlaşması sözleşme proje projesi ekonomi ekonomik ekonomisi petrol doğalgaz ihracat ihracatı ithalat üretim üretimi satış satışları
    fiyat fiyatı fiyatları fiyatlar ucuzladı zam zamlandı zammı arttı artıyor artacak artış artışı azaldı azalıyor düştü düşüş yükseldi yükseliş
    yükselişle banka bankası bankası'nın merkez faiz faizi enflasyon enflasyonu vergi bütçe bütçesi gelir gelirleri yatırım yatırımı yatırımcı şirket şirketi
    şirketler borsa borsası piyasa piyasası piyasalar döviz kuru altın gram altının asgari ücret ücreti maaş maaşı maaşları emekli emeklilere emekliler
    emeklilerin sosyal destek desteği çiftçi çiftçiler tarım su elektrik enerji akaryakıt benzin motorin fabrika fabrikada işçi işçiler işçilerin iş yeri
    inşaat inşaatı bina binada ev evde konut konutlar kira yol yolu yollar köprü köprüsü metro metrosu hattı istasyon istasyonu otobüs otobüsü tren treni
    demiryolu hava havalimanı havalimanında uçuş uçak uçağı gemi kaza kazası kazada kazasında öldü ölen ölü hayatını kaybetti yaralandı yaralı hastane
    hastaneye kaldırıldı yangın yangını yangında yandı söndürüldü patlama patladı deprem depremde depremi meydana çıktı çıkan olay olayı polis polisi
    gözaltı gözaltına alındı tutuklandı yakalandı cinayet cinayeti mahkeme mahkemesi dava davası davasında ceza cezası suç suçlama hırsızlık dolandırıcılık
    uyuşturucu soruşturma savcılık savcısı operasyon operasyonu kurtarıldı arama kayıp durumu meteoroloji uyardı uyarı uyarısı yağış yağmur kar yağışı
    kuvvetli fırtına rüzgar sıcaklık sıcaklıklar derece sıcak soğuk hava bekleniyor sel heyelan nehir deniz göl dağ orman çevre şampiyona şampiyonası
    şampiyonasında şampiyon şampiyonu kupa kupası kupası'nda maç maçı maçında oyun oyuncu oyuncusu takım takımı kulüp kulübü futbol futbolcu süper lig
    ligi ligde galatasaray fenerbahçe beşiktaş trabzonspor teknik direktör direktörü galibiyet galibiyeti galip kazandı yendi mağlup milli millî tur
    turu yarı final finale finalde madalya madalyası altın gümüş bronz sporcu sporcular güreşçi güreş voleybol basketbol olimpiyat turnuva turnuvası
    yarış yarışı rakip rakibini skor gol attı transfer transferi düzenlendi düzenlenecek düzenleniyor gerçekleşti gerçekleştirildi yapıldı yapılacak yapılıyor
    eğitim okul okulu okullar okullarda öğretmen öğretmenler öğretmenlere öğrenci öğrenciler öğrencilere üniversite üniversitesi üniversiteler sınav sınavı
    sınavında bilim bilim insanı insanları araştırma sağlık doktor doktorlar hasta hastalık virüs aşı ilaç ilaçlar çocuk çocuklar çocukların kadın kadınlar
    erkek genç gençler aile insan vatandaş vatandaşlar vatandaşların nüfus şehir şehri kent ilçe ilçesi ilçesinde köy köyü mahalle belediye belediyesi belediye
    valilik vali valisi kültür tiyatro filmi film dizi dizisi festival festivali sergi sergisi konser konseri şarkıcı oyuncu yönetmen kitap kitabı yazar
    müzik müze müzesi ödül ödülü ödülleri gösteri bayram bayramı ramazan kutlandı teknoloji teknolojisi dijital yapay zeka internet telefon telefonu mobil
    uygulama uygulaması siber saldırı saldırısı uydu uydusu uzay bilgi bilgileri açıklama açıklaması açıkladı açıklandı açıklayacak bildirdi duyurdu söyledi
    konuştu yanıt yanıtı istedi talep çağrı çağrısı haber haberleri açıldı açılacak açılışı kapandı kapatıldı kapanacak başladı başlıyor başlayacak
    sürüyor devam bitti sona erdi gönderildi durduruldu iptal atandı görevden görevine görevi değişti değişiklik değişikliği kuruldu kurulacak oluştu
    hazırlandı sonuç sonuçları sonucu sorun sorunu durum plan planı katıldı katılım toplantı toplantısı konferans forum zirve zirvesi örgüt örgütü birliği
    uluslararası ülke ülkeler ülkenin ülkede dünya dünyada dünyanın tarih tarihi heyet büyükelçi büyükelçisi ünlü vefat cenaze aldı verdi veriyor verecek
    verildi sattı itiraf geri yenilendi gelişme gelişmeler hizmet hizmeti merkezi merkezinde müdürü müdürlüğü kurum kurumu kurul kurulu komisyon avukat
    bağımsız taraf tehlike tehlikesi oy oylama sıra sayısı para araç araçlar araba otomobil sürücü sürücüler trafik yüksek düşük geçen gelecek geçtiğimiz
    pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık yaz kış akşam sabah gece
    gündüz tedbir yıkıldı yıkılıyor rekor rekoru dev kritik müjde zirvede tepki tepkisi
    belli skandal şok flaş iddia iddiası iddialara yalanladı doğruladı itiraz reddetti savundu eleştirdi çıkıştı uyarıyor anlattı paylaştı kutladı andı ziyaretçi bulundu bulunan bulunuyor kaybolan kayboldu ulaşıldı
    görüntülendi görüntüler görüntüleri video paylaşım sosyal medya medyada instagram hesap hesabı hacklendi yasak yasağı yasaklandı kısıtlama serbest tahliye hapis hapse cezaevi müebbet idam savunma tanık itirafçı rüşvet yolsuzluk
    kaçak göçmen mülteci sığınmacı terör örgütüne şehit şehidi acı haber feci korkunç dehşet katliam bıçaklı bıçakladı silahlı vurdu vuruldu öldürüldü öldürdü çarptı devrildi çarpıştı çöktü düşen düştü kapandı kapattı toprak
    kayması heyelan fırtınası dolu sis kuraklık orman mevsim sıcaklar sıcaklıkları yarınki tatil tatili tatilciler turist turistler turizm otel oteller plaj bilet bilete bayramda köprü otoyol otoyolda ücretsiz indirim indirimi
    kampanya market gıda ekmek et süt patates domates buğday pamuk hasat hasadı çay fındık üretici tüketici esnaf kredi kredisi konut kiracı ev sahibi kira artışı emlak tapu vergisi borç borcu icra iflas kâr zarar cari açık
    hedef hedefi dövizi rezerv ons çeyrek tahvil hisse hisseleri halka arz fon bitcoin kripto panik çakıldı rekor kırdı tarihi zirve tavan yatırımcılar istihdam işsizlik grev sendika sözleşme toplu memur memura atama
    ataması atamaları istifa etti görevden alındı kabine kulis lider lideri genel başkanı kurultay il ilçe teşkilat anket oy oranı miting meydan protesto eylem eylemi gösteri açılış tören töreni törenle plaket ödüllü nobel
    profesör doktoru ders dersi derste kayıt karne öğretmenevi yurt burs not notu açıkladılar deplasman deplasmanda berabere beraberlik penaltı hakem kırmızı kart sakatlandı sakatlık imza kadro ilk yarı devre golcü kaleci
    yıldız yıldızı forma taraftar taraftarlar stat stadı lider fark attı elendi şampiyonlar avrupa dünya rekoru olimpik boks boksör yüzme atletizm sultanlar filenin ünlü oyuncu oyuncusu şarkıcı sevgilisi evlendi boşandı
    nişanlandı hamile doğum bebek anne baba oğul oğlu kızı kardeş dede nine gelin damat komşu komşusu genç kız adam kadın ölümü cenazesi mezar anıt tarihî kazı arkeolog antik kale cami kilise saray köşk kütüphane sanat sanatçı
    sanatçılar tiyatrosu perde vizyon vizyona reyting bölüm fragman yeni sezon robot batarya şarj elektrikli yerli üretim savunma sanayii füze füzesi roket insansız iha siha tank gemisi denizaltı uçuşu uydu istasyon bilgisayar
    yazılım kod şifre dolandırıcı sahte gerçek gerçeği sır sırrı neden nedeni böyle böylece işte herkes kimse hiçbir şey şeyi artık hâlâ hemen birden peki acaba istiyor istedi bekliyor bekleniyor bekleyen bekleyenler geliyor
    gidiyor yapıyor oluyor açıyor kapatıyor başlatıyor veriyor alıyor diyor çıkıyor çıkacak girdi giriyor getirdi getiriyor döndü dönüyor kaldı kalıyor kalacak kaldırıldı kaldırılıyor inceliyor inceliyoruz inceleme önerdi önerisi
    öneri karıştı düştü geçti geçiyor karşılaştı karşılaşacak karşılaşma tercih etti dağıtıldı dağıtılıyor gecikti gecikme arıza arızası aksadı nakliye sefer seferler seferleri yolcu yolcular`,
  endings: `lar ler ların lerin larda lerde lardan lerden lara lere ları leri larının lerinin larında lerinde larına lerine nın nin nun nün dan den tan ten
    da de ta te ında inde undan ından inden ına ine dı di du dü tı ti tu tü ıldı ildi ıyor iyor uyor üyor ılıyor iliyor acak ecek yacak yecek ılacak ilecek
    mak mek ması mesi masını mesini lık lik luk lük lığı liği sız siz suz süz ımız imiz dır dir dur dür tır tir mış miş muş müş ken arken erken dığı diği
    duğu düğü acağı eceği sında sinde sına sine sının sinin sından sinden ya ye cı ci cu cü çı çi landı lendi laştı leşti ıyla iyle 'da 'de 'ta 'te 'dan 'den
    'nın 'nin 'ya 'ye 'ın 'in 'un 'ün 'a 'e 'nda 'nde`,
};
