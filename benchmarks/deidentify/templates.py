"""Sentences with holes for identifiers, in Bokmål, Nynorsk and English; all people, places and numbers are made up.

Every second template of a language (the odd ones) was held out while the rules were written: figures are given for them apart.
A hole is `{kind}` or `{kind:form}`; what is filled in is the label, a genitive after it is not.
"""

NB = """
Jeg heter {person:full} og er {title} på {workplace}.
Det var {person:first} som ringte meg den {date}.
Sjefen min, {person:full}, sa at jeg kunne bli her i {place}.
Jeg snakket lenge med {person:first} om dette, og {person:first}s forslag var best.
Vi bor i {address}, så det er kort vei.
Nummeret mitt er {phone}, bare ring.
Du kan sende det til {email} etterpå.
Hun er {age} og bor i {place}.
Fødselsnummeret er {identity}, det måtte jeg oppgi to ganger.
Jeg er født {date} og vokste opp i {place}.
På {workplace} var det {person:full} som hadde ansvaret.
Alt ligger på {web} hvis du vil se.
Bilen min har skilt {registration}, og den sto utenfor hele dagen.
Jeg begynte i {department} etter jul.
Kollegaen min {person:first} flyttet til {place} i fjor.
{person:first} og {person:first} var uenige om hvem som skulle ta det.
Broren min er {age}, og han jobber ved {workplace}.
Den gangen var {person:last} leder, og {person:last}s måte å gjøre det på var annerledes.
Møtet på {place} var det første vi hadde.
Han som er {title} der, kjenner meg godt.
Saken har saksnummer {case}, så du finner den.
De ringte fra {phone} og sa at {person:first} hadde sluttet.
Jeg pendler fra {place} til {place} hver dag.
Mailen kom fra {email}, og der sto det at {person:full} var syk.
Etter {date} har ingen hørt noe fra {workplace}.
Teamet til {person:first} sitter i {address}.
Jeg var {age} da jeg fikk jobben i {department}.
Han fra {place}, {person:first} tror jeg han heter, var grei.
Da {person:full} sluttet, kom {person:full} i stedet.
Det står {identity} på papiret, og under står det {date}.
""".strip().splitlines()

NN = """
Eg heiter {person:full} og arbeider ved {workplace}.
Det var {person:first} som ringde meg den {date}.
Leiaren min, {person:full}, meinte at eg kunne bli verande i {place}.
Eg snakka lenge med {person:first} om dette.
Vi bur i {address}, så det er kort veg.
Nummeret mitt er {phone}, berre ring.
Du kan sende det til {email} etterpå.
Ho er {age} og bur i {place}.
Fødselsnummeret er {identity}, det måtte eg oppgje to gonger.
Eg er fødd {date} og vaks opp i {place}.
På {workplace} var det {person:full} som hadde ansvaret.
Alt ligg på {web} om du vil sjå.
Bilen min har skilt {registration}, og han stod ute heile dagen.
Eg byrja i {department} etter jul.
Kollegaen min {person:first} flytta til {place} i fjor.
{person:first} og {person:first} var usamde om kven som skulle ta det.
Bror min er {age}, og han arbeider ved {workplace}.
Den gongen var {person:last} leiar, og {person:last} gjorde det annleis.
Møtet på {place} var det fyrste vi hadde.
Han som er {title} der, kjenner meg godt.
Saka har saksnummer {case}, så du finn ho.
Dei ringde frå {phone} og sa at {person:first} hadde slutta.
Eg pendlar frå {place} til {place} kvar dag.
E-posten kom frå {email}, og der stod det at {person:full} var sjuk.
Etter {date} har ingen høyrt noko frå {workplace}.
""".strip().splitlines()

EN = """
My name is {person:full} and I work at {workplace}.
It was {person:first} who called me on {date}.
My manager, {person:full}, said I could stay here in {place}.
I talked for a long time with {person:first} about this, and {person:first}'s idea was the best.
We live at {address}, so it is not far.
My number is {phone}, just call.
You can send it to {email} afterwards.
She is {age} and lives in {place}.
Her reference number is {case}, I had to give it twice.
I was born on {date} and grew up in {place}.
At {workplace} it was {person:full} who was in charge.
Everything is on {web} if you want to look.
My car has the plate {registration}, and it was outside all day.
I started in {department} after Christmas.
My colleague {person:first} moved to {place} last year.
{person:first} and {person:first} disagreed about who should do it.
My brother is {age}, and he works at {workplace}.
In those days {person:last} was the manager, and people were afraid of {person:last}.
The meeting in {place} was the first one we had.
The {title} there knows me well.
They called from {phone} and said that {person:first} had left.
I commute from {place} to {place} every day.
The mail came from {email}, and it said that {person:full} was ill.
After {date} nobody heard anything from {workplace}.
When {person:full} left, {person:full} came instead.
""".strip().splitlines()

FILLER = {
    "nb": """
Per dag er det greit, men andre sier noe annet.
Det kommer an på hvem som sitter der, egentlig.
Jeg tenker at liv og helse kommer først.
Stein på stein, det tar tid.
Ja, altså, vi har det bra sammen, vi ler mye.
Men så er det noen som aldri gir lyd fra seg.
Etter sommeren ble alt annerledes, og ingen sa noe.
Det var 15 personer på kurset, og det kostet 4500 kroner.
Jeg har jobbet med dette i 20 år nå.
Innimellom lurer jeg på om vi gjør det riktige.
Samarbeidet går bedre enn før, det må jeg si.
Tiltaket varte i seks måneder, og da var vi ferdige.
""".strip().splitlines(),
    "nn": """
Det kjem an på kven som sit der, eigentleg.
Andre seier noko anna, og det er greitt.
Eg tenkjer at liv og helse kjem fyrst.
Men så er det nokre som aldri gjev lyd frå seg.
Etter sommaren vart alt annleis, og ingen sa noko.
Det var 15 personar på kurset, og det kosta 4500 kroner.
Eg har arbeidd med dette i 20 år no.
Samarbeidet går betre enn før, det må eg seie.
Innimellom lurer eg på om vi gjer det rette.
""".strip().splitlines(),
    "en": """
It depends on who is sitting there, really.
Will it get better? I hope so, and may it last.
Others say something else, and that is fine.
But then there are some who never make a sound.
After the summer everything changed, and nobody said a word.
There were 15 people on the course, and it cost 4500 kroner.
I have worked with this for 20 years now.
The collaboration works better than before, I must say.
Sometimes I wonder if we do the right thing.
Mark my words, it takes time.
""".strip().splitlines(),
}

QUESTIONS = {
    "nb": ("Kan du fortelle litt om det?", "Hvordan opplevde du det?", "Hva skjedde så?", "Hvem var det?"),
    "nn": ("Kan du fortelje litt om det?", "Korleis opplevde du det?", "Kva skjedde så?", "Kven var det?"),
    "en": ("Can you say a little about that?", "How did you feel about it?", "What happened then?", "Who was that?"),
}

FIRST = {
    "nb": "Kari Ola Ingrid Magnus Silje Bjørn Liv Stein Per Hanne Mohamed Fatima Turid Geir Aslaug Vebjørn Gunnlaug Torvaldine Ikram Jorulf Sigmar Elvina Bakhtawar Odveig Stian Tuva Ranja Kornelius Nimco Wiktor Maiken Eldbjørg Truls Solbritt Ayub Hermine Sverre Anita Jan-Erik Anne-Marie Tordis Olivera Børge Malene Dawit",
    "nn": "Kari Olav Ingrid Sjur Solveig Bjørn Liv Torunn Per Gjertrud Ahmed Samira Turid Geir Aslaug Vebjørn Gunnlaug Brynjulv Jorulf Sigmar Oddveig Marta Eldrid Knut Synnøve Tveita Herbrand Ragnvald Anne-Marit Helge Åsmund Kjellrun Nimco Leidulv Torbjørg Lovisa",
    "en": "Sarah James Emily Will Grace Mark Priya Mohammed Hope Oliver Siobhan Callum Aisling Dawn Rhiannon Gareth Nkechi Tariq Maureen Keith Philippa Jodie Bartholomew Zadie Imogen Leroy Bronwen Chidi Harriet Daniel Rosalind Kwame Fergus Anjali Tamsin",
}
LAST = {
    "nb": "Hansen Nordmann Berg Grimsrud Solbakken Vik Lund Haugland Tverråmo Skjønhaug Bakkehaug Ahmadzai Kvernmoen Lillesveen Dahl Osmundsen Fagerheim Warsame Rugsveen Myrlid Strand Tollefsrud Nguyen Østhagen Eikeset Brattvåg Moen Gaarder",
    "nn": "Hovland Nordgard Berge Grimeland Solbakken Vik Lunde Haugland Tverrberg Skjelde Bakkethun Kvernevik Littleskare Dale Ormestad Fagerheim Rugsete Myklatun Strand Eikeset Bratthammar Moen Gjerdåker Heggestad Nesbø",
    "en": "Smith Whitcombe Okafor Brennan Taylor Hartley-Jones Khan Pemberton Ashdown Rowlatt Green McAllister Patel Thistlewood Evans Abernathy Nwosu Birtwhistle Walker O'Connell Fairclough Cole Venkataraman Hughes Tattersall",
}
PLACE = {
    "nb": "Drammen Oslo Lillestrøm Hasvik Bodø Grünerløkka Os Moss Nes Kragerø Skarpsno Vollebekk Fagerstrand Gjerdrum Tøyen Rosenhoff Lyngvær Haukåsen Brattvåg Stavanger Halden Svartlamon Kampen Råholt Lierskogen Myklegard Trollvika Elnesvågen Hamar Åsgårdstrand",
    "nn": "Førde Voss Sogndal Volda Bergen Os Odda Stryn Eid Skei Naustdal Dale Sandane Hardbakke Eikelandsosen Stongfjorden Ulsteinvik Årdal Knarvik Norheimsund Leikanger Fosnavåg Holsengrenda Rosendal Byrkjelo Ørsta",
    "en": "Leeds Manchester Bristol Hackney Bath Hull Cardiff Todmorden Whitstable Glossop Peckham Aberystwyth Sheffield Ilkley Moseley Handsworth Kirkwall Reading Hebden Tottenham Skelmersdale Croydon Norwich Totnes Slaithwaite",
}
WORKPLACE = {
    "nb": "Solvang sykehjem|NAV Drammen|Furuheim barneskole|Lillevik barnehage|Sykehuset Østfold|Universitetet i Bergen|Brattli Bygg AS|Rikshospitalet|NAV Grünerløkka|Lunden bosenter|Fagertun skole|Oslo Industrivekst AS|Haugmoen legesenter|Elvebakken videregående skole|DPS Lovisenberg|Granlyskolen|Toppåsen sykehjem|Hunstad Transport",
    "nn": "Solvang sjukeheim|NAV Kinn|Furuheim barneskule|Lillevik barnehage|Førde sentralsjukehus|Universitetet i Bergen|Bratteli Bygg AS|Haukeland|NAV Sogndal|Lunden omsorgssenter|Fagertun skule|Sunnfjord Industri AS|Haugmoen legesenter|Høgskulen på Vestlandet|Granlyskulen",
    "en": "Oakfield Primary School|St Mary's Hospital|Ashdown Surgery|Leeds City Council|Brightwater Ltd|University of Bradford|Hillcrest Academy|Jobcentre Plus Hackney|Meadowbank Nursery|Thornton Clinic|Harrow Lane Library|Penrose Trust|King's College Hospital|Fernbrook Hospice",
}
DEPARTMENT = {
    "nb": "avdeling Nord|team Furulia|seksjon B2|enhet for barnevern|avdeling 4B|flyktningteamet|mottaksavdelingen|Avdeling for rus og psykisk helse|ungdomsteamet|avdeling for regnskap",
    "nn": "avdeling Nord|team Furulia|seksjon B2|eining for barnevern|avdeling 4B|flyktningteamet|mottaksavdelinga|Avdeling for rus og psykisk helse|ungdomsteamet",
    "en": "Ward 7|the stroke unit|Department of Geriatrics|Unit 12|the admissions department|Team North|the eating disorders clinic|Section B",
}
TITLE = {
    "nb": "kommuneoverlege|NAV-leder|avdelingsoverlege|ordfører|rektor|seksjonssjef|klinikksjef|kommunaldirektør|sogneprest|områdeleder|fagdirektør|varaordfører|enhetsleder",
    "nn": "kommuneoverlege|NAV-leiar|avdelingsoverlege|ordførar|rektor|seksjonssjef|kommunalsjef|sokneprest|brannsjef|varaordførar",
    "en": "medical director|headteacher|mayor|clinical director|bishop|vice-chancellor|regional director|chief constable|area manager|deputy mayor",
}
