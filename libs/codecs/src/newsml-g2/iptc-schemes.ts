/**
 * The schemes of the IPTC's catalog for G2 standards, version 41 (iptc.org/std/catalog): what the aliases in QCodes
 * stand for. An entry is an alias, or `alias=path` where the two differ.
 */
const LISTS: Readonly<Record<string, string>> = {
  'http://cv.iptc.org/newscodes/':
    'altidrole aoprop=aoproperty app=application aspfacet=asportfacet aspfacetvalue=asportfacetvalue ' +
    'acdc=audiocodec authoritystatus catinat=catinature chprop=characteristicsproperty cinat=cinature ' +
    'colsp=colorspace colin=colourindicator ctech=commtech cptnoterole=conceptnoterole ' +
    'crel=conceptrelation conf=confidence ciprol=contactinfopartrole cwarn=contentwarning ' +
    'ctrol=contributorrole cpnat=cpnature cpprole=contentprodpartyrole drol=descriptionrole ' +
    'digsrctype=digitalsourcetype dimensionunit dummy erol=edrole encd=encoding ' +
    'entityprop=entityproperty ecirol=eventcontactinforole edconf=eventdateconfirm ' +
    'eocstat=eventoccurstatus eorol=eventorganiserrole eprol=eventparticipantrole ' +
    'eregrol=eventregrole fisymtype=financialinstrumentsymboltype frmt=format gen=generic genre ' +
    'hashscope hashtype hopaction hatarget=hopactiontarget howextr=howextracted howpr=howpresent ikos ' +
    'imgregrole=imageregionrole imgregtype=imageregiontype impt=importance isrol=infosourcerole ' +
    'irel=itemrelation irep=itemrepresentation lbtyp=labeltype lrol=languagerole ' +
    'loutorient=layoutorientation loctyp=location medtop=mediatopic mtyp=mediatype medtype=mediatype1 ' +
    'nprt=namepart nrol=namerole ncostat=newscoveragestatus nityp=newsitemtype nmsig=newsmsgsignal ' +
    'nprod=newsproduct nprov=newsprovider ninat=ninature not=notation oito=ofinterestto ' +
    'pgrmod=pkggroupmode plinat=plinature prio=priority prodgenre=productgenre prop=property ' +
    'prov=provider stat=pubstatusg2 rtype=ratertype rcalctype rel=relevance rnd=rendition riaspect ' +
    'rightsprop=rightsproperty riscope role1 rscaleunit scn=scene sev=severity sig=signal ' +
    'pst1=status1 subj=subjectcode squ=subjectqualifier timeunit tone tpctyp=topictype trustindicator ' +
    'urgy=urgency useracttype=useractiontype valfmt=valueformat vcdc=videocodec ' +
    'videodef=videodefinition ivqu=videoqualifier sov=videoscaling why=whypresent wldreg=worldregion',
  'http://cvx.iptc.org/':
    'a1312cat=anpa1312-category a1312prio=anpa1312-priority a1312svc=anpa1312-servicelevel ' +
    'a1312vers=anpa1312-version bcp47 cusip figi gics isin mic=iso10383-mic iso3166-1a2 iso3166-1a3 ' +
    'iso3166-2 iso4217a iso4217n parasport secst sedol ticker tidm googletopicsv1 googletopicsv2 ' +
    'iabcontent20 iabcontent21 iabcontent22 iabcontent30 iabaudience10 iabadproduct10 iabadproduct20',
  'http://musicbrainz.org/':
    'mb-artist=artist mb-label=label mb-recording=recording mb-release=release ' +
    'mb-releasegroup=release-group mb-work=work',
};

export const IPTC_SCHEMES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(LISTS).flatMap(([base, list]) =>
    list.split(' ').map((entry): [string, string] => {
      const [alias = '', path = alias] = entry.split('=');
      return [alias, `${base}${path}/`];
    }),
  ),
  ['cptdefrole', 'http://cv.iptc.org/newscodes/conceptdefinitionrole'],
  ['ednoterole', 'http://cv.iptc.org/newscodes/ednoterole'],
  ['dbpedia', 'http://dbpedia.org/resource/'],
  ['freebase', 'http://www.freebase.com'],
  ['geonames', 'http://sws.geonames.org/'],
  ['geonameshttps', 'https://sws.geonames.org/'],
  ['plus', 'http://ns.useplus.org/ldf/vocab/'],
  ['skos', 'http://www.w3.org/2004/02/skos/core#'],
  ['wikidata', 'http://www.wikidata.org/entity/'],
]);

/** The newest version of the catalog; every version has the same aliases for the same schemes. */
export const IPTC_CATALOG = 'http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml';

export const isIptcCatalog = (href: string): boolean =>
  /^https?:\/\/(?:www\.)?iptc\.org\/std\/catalog\/catalog\.IPTC-(?:G2-)?Standards_\d+\.xml$/i.test(
    href.trim(),
  );
