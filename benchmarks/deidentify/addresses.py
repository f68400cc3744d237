"""Sentences with postal addresses between braces, and sentences without any that look alike; all addresses are made up.

The rules were written against `WRITTEN`; `HELD_OUT` was written after them, and they were not changed for it.
"""

WRITTEN = {
    "nb": """
Jeg bor i {Storgata 5B, 3015 Drammen}, rett ved stasjonen.
Vi flyttet til {Granlia 14} i fjor sommer.
Kontoret ligger i {Nedre Torggate 12}, fjerde etasje.
Send det til {Postboks 123, 0101 Oslo}, så kommer det fram.
Brevet gikk til {Pb. 12, 3701 Skien} i stedet.
Han bodde {c/o Hansen, Kirkeveien 8, 0368 Oslo} den vinteren.
Det er {Olav Tryggvasons gate 24}, ved siden av banken.
Adressen er {Solbakken 3}, så du finner oss lett.
Møtet var i {C. J. Hambros plass 2} den dagen.
Hun fikk leilighet i {Åsveien 112 A}, med utsikt.
Vi holdt til i {Ole Deviks vei 6} da.
De bor i {Nordre Skogveien 44, 1664 Rolvsøy}.
På {Dronning Eufemias gate 30} var det fullt av folk.
Huset i {Myrtunet 7} ble solgt.
Jeg jobber i {Strandgt. 9}, det er et lite kontor.
Vi bor i {Bjørnåsen 2, 1640 Råde} fremdeles.
Moren min bor i {Kleivstien 17b}.
Den ligger på {Fridtjof Nansens plass 4}, midt i byen.
Ta av ved {Elvegata 33}, så er du der.
Hun står oppført på {9600 Hammerfest}.
Leiligheten er {H0203} i blokka.
Bruket er {gnr. 12, bnr. 5} i kommunen.
Vi hadde kontor i {Grev Wedels plass 9} før.
Han tok med seg alt til {Fagerheim allé 21}.
Vi leide et hus i {Trollåsveien 34A} de årene.
Legekontoret flyttet til {Sjøgata 2, 8006 Bodø} før jul.
Hun ga meg adressen, {Thorvald Meyers gate 71}, på en lapp.
Fakturaen ble sendt til {Postboks 6700 Etterstad, 0609 Oslo} hver måned.
Jeg vokste opp i {Fjordgløttveien 112}, like ved skolen.
De hadde leilighet i {Ekornrudkollen 15} noen år.
Broren min har verksted i {Industriveien 8, 2020 Skedsmokorset}.
Hun bor i {St. Halvards gate 33, 0192 Oslo} nå.
Jeg måtte møte i {Edvard Griegs vei 3} klokka ni.
Barnehagen ligger i {Tuneveien 20, 1710 Sarpsborg}, bak kirken.
Vi kjøpte {Nordahl Bruns gate 9} av faren hans.
Det var {c/o Solberg}, siden hun ikke hadde egen postkasse.
Han ble funnet i {Vestre Strandgate 18} den natta.
Bestemor bodde i {Lillehaugen 6} til hun døde.
De flyttet til {Bekkefaret 22, 1358 Jar} da jeg var fem.
Han drev butikk i {Dronningens gate 14} fram til nittitallet.
Møtene var i {Rådhusgata 1-3}, i kjelleren.
Jeg har tatt over leiligheten i {Sofies gate 60A}.
Søsteren min bor i {Gamle Drammensvei 205, 1337 Sandvika}.
Jeg skrev til {Postboks 9359 Grønland, 0135 Oslo} og fikk ikke svar.
Vi bodde i {Ullevålsveien 91} i fire år.
Det brant i {Kalfarveien 30, 5018 Bergen} den natta.
Hytta står på {Rødtangveien 77}, ytterst.
De ba meg komme til {Prof. Kohts vei 9} klokka ti.
Ungene gikk på skole ved {Klosterenga 4}.
Jeg fikk kommunal bolig i {Haakon VIIs gate 12b}.
Huset vårt er {Skogbrynet 19}, det gule.
Han oppga {Løkkeveien 52} som adresse.
Naboen i {Bergstien 8 C} ringte politiet.
""",
    "nn": """
Eg bur i {Strandvegen 19, 6800 Førde}, like ved fjorden.
Vi flytta til {Haugamyra 8} i fjor.
Kontoret ligg i {Øvre Eikrevegen 77}.
Send det til {Postboks 45, 6851 Sogndal}.
Adressa er {Kyrkjegata 3}, det er lett å finne.
Huset i {Breidalia 11} vart seld.
Dei bur i {Bakkane 25, 6783 Stryn} enno.
Me budde i {Nyevegen 41, 5744 Vallavik} då.
Kontoret deira er i {Hafstadvegen 30}, andre høgda.
Eg sende søknaden til {Postboks 343, 6901 Florø}.
Mor mi bur i {Osen 12, 6900 Florø} framleis.
Han arva huset i {Kvernhusgata 5}.
Dei har gard i {Nedstevegen 140, 6790 Oppstryn}.
Eg bur i {Fossbakkane 3}, over butikken.
Vi møttest i {Storehagen 5, 6800 Førde}.
Tanta mi budde i {Gamlevegen 17} heile livet.
Send det heller til {Postboks 14, 5701 Voss}.
""",
    "en": """
I live at {14 Church Road}, just behind the pub.
We moved to {Flat 3, 22 Mill Lane} last year.
The office was at {221B Baker Street} back then.
Send it to {PO Box 12}, they said.
They had a house at {7 The Crescent} for years.
It is {36 St. John's Hill}, near the station.
My parents live at {9 Orchard Close}.
She gave me {LS1 4AP} as the postcode.
We used to meet at {12-14 High Street} on Mondays.
The clinic is on {Victoria Road}, you can't miss it.
He stayed {c/o Whitcombe, 5 Park View} that winter.
It was {102 Maple Gardens}, the one with the gate.
My grandmother's place was {48 Westbourne Grove}, near the market.
We were rehoused in {Flat 12, Kestrel House} after the fire.
The letter said {3 Station Approach, Guildford GU1 4UT} on it.
I rented a room at {117a Cowley Road} as a student.
She works from {Unit 4, Riverside Yard} most days.
They moved to {19 Elm Tree Avenue}, which is a dead end.
My sponsor lived at {4550 Pine Street, Springfield, IL 62704} then.
He still has {Rose Cottage, Back Lane}, I think.
It was {number 10 Alma Terrace} where it happened.
I grew up at {62 Hollybush Lane}, two doors from the school.
The hostel was {1 Bridge Street, Hebden}, right on the water.
They gave me a flat at {Apartment 9, 40 Canal Wharf} eventually.
My post goes to {PO Box 118, Leeds LS1 9XX} these days.
We had a shop on {Kirkgate Road} until it closed.
Her mother lives at {5 Saint Anne's Terrace}.
He signed for it at {28B Kingsway Court} last week.
I was born at {300 East 57th Street}, of all places.
The surgery moved to {2-4 Chapel Walk} after the flood.
He's at {Flat 6, 13 Rosebery Gardens} now.
I still get letters for {88 Dene View} every month.
""",
    "nb lower-case": """
jeg bor i {storgata fire b} det er rett ved stasjonen
vi flyttet til {nedre torggate 12} i fjor
og så var det {kirkeveien tjuefem} tror jeg
adressen er {granlia 14} så det er lett å finne
jeg bodde i {solbakken 3} som liten
det er {olav tryggvasons gate 24} ved banken
hun bor på {åsveien hundre og tolv} nå
send det til {postboks 123} sa de
han kom fra {skogveien 7 a} den dagen
så postadressen er {3015 drammen} da
jeg bodde i {thorvald meyers gate sytti en} den gangen
hun flyttet inn i {sjøgata 2} sammen med ham
de har kontor i {industriveien åtte} nå
adressen min er {trollåsveien 34 a} skriv det opp
og faren min bor i {vestre strandgate atten}
det står {postboks hundre og fire} på konvolutten
vi bodde i {lillehaugen 6} til hun døde
hun eier {dronningens gate fjorten} sammen med broren
jeg bodde i {bekkefaret tjueto} da jeg var liten
de flyttet til {ullevålsveien 91} og ble der
vi har kontor i {rådhusgata tre b} nå
så kjørte han til {gamle drammensvei 205} midt på natta
adressen er {kalfarveien tretti} hvis du trenger den
posten går til {postboks femten} så lenge
hun bor i {sofies gate seksti a} med katten
""",
    "en lower-case": """
i live at {fourteen church road} behind the pub
we moved to {22 mill lane} last year
it was {9 orchard close} i think
the postcode is {ls1 4ap} or something
they stayed at {thirty two victoria avenue} for a while
i rented a room at {117 cowley road} as a student
they lived on {nineteen elm tree avenue} back then
she moved to {four alma terrace} with the kids
it is {48 westbourne grove} near the market
i grew up at {62 hollybush lane} two doors from the school
he moved to {eighty eight dene road} after that
the hostel was at {one bridge street} right by the water
we met at {13 rosebery gardens} every friday
the post code was {hx7 8ad} if i remember
""",
}
"""Sentences by variety, an address between braces."""

HELD_OUT = {
    "nb": """
Jeg overtok {Munkegata 26} etter tanta mi.
Vi holdt til i {Stenersgata 1E} det første året.
Skilsmissepapirene gikk til {Hasleveien 15B, 0571 Oslo}.
De bor fremdeles i {Nygårdsgaten 112}, rett over bakeriet.
Han måtte ut av {Tordenskiolds gate 6} på dagen.
Jeg har bodd i {Solhøgda 41} siden jeg ble skilt.
Legen min sitter i {Torggata 83, 2317 Hamar}.
Kontrakten gjelder {Fagerborggata 52, leilighet 402}.
Vi fikk hybel i {Moholt allé 12} som studenter.
Alt skal sendes til {Postboks 1400 Sentrum, 5811 Bergen}.
Det var politi utenfor {Slettebakken 29} hele kvelden.
Hun vokste opp på {Kirkelandet 8, 6509 Kristiansund}.
Jeg leier i {Rosenlundgata 4 B} av en venn.
Mamma flyttet inn i {Eidsvolls gate 27} da.
Du finner oss i {Lars Hilles gate 20A}, andre etasje.
""",
    "nn": """
Bror min kjøpte {Tinggata 9} i fjor haust.
Eg vaks opp på {Ytrehornsvegen 66}, nede ved sjøen.
Legen heldt til i {Eldhusvegen 31, 5700 Voss}.
Dei bur i {Nonshaugen 2} no.
Brevet kom til {Postboks 78, 6101 Volda}.
""",
    "en": """
We stayed in {9 Fernhill Avenue} until I was ten.
The council moved us to {Flat 2B, 71 Lordship Lane} in spring.
I've been at {16 Upper Brook Street} ever since.
My dad kept the workshop at {4 Tannery Yard, Ilkley}.
She wrote to {P.O. Box 77} and never heard back.
Our first place was {231 Gloucester Terrace}, top floor.
The job centre is at {50 Market Square}.
He put {6 Willow Walk, York YO1 7HZ} on the form.
They raided {22 Acacia Drive} the week before.
It all happened at {3 Priory Cottages}, next to the church.
I remember {Alderman Road} being flooded.
""",
    "nb lower-case": """
jeg overtok {munkegata tjueseks} etter tanta mi
vi holdt til i {stenersgata 1 e} det første året
han måtte ut av {tordenskiolds gate seks} på dagen
mamma flyttet inn i {eidsvolls gate 27} da
du finner oss i {torggata åttitre} på hamar
jeg leier i {rosenlundgata fire b} av en venn
hun bor i {solhøgda 41} nå
brevet ble sendt til {postboks 1400} i bergen
""",
    "en lower-case": """
we stayed at {nine fernhill avenue} until i was ten
i've been at {16 upper brook street} ever since
they raided {twenty two acacia drive} the week before
the clinic is at {50 market square} i think
he put {yo1 7hz} on the form
our first place was {231 gloucester terrace} top floor
""",
}
"""Sentences by variety that no rule has seen."""

WITHOUT = {
    "nb": """
Jeg gikk den veien 2 ganger i uka.
Vi fikk praksisplass 3 dager i uka.
Det var 15 plasser, og jeg sto på plass 4 på lista.
Vi var på vei 5 mil unna da bilen stoppet.
Han sa det i 2019 Oslo-møtet var over.
Det koster 4500 kroner på den plassen.
Jeg bodde i Bergen 12 år før det.
Vi bodde der 3 måneder.
De bor i en 2-roms.
Skogen 2 timer unna er fin.
Jeg ble 5 ganger sendt videre på veien videre.
Motorveien 3 kilometer herfra er stengt.
""",
    "nn": """
Eg gjekk den vegen 3 gonger i veka.
Vi budde der 4 år.
Plassen kosta 4500 kroner.
Dei fekk 6 plassar i 2018 og det var alt.
""",
    "en": """
It took 20 years on the road before I stopped.
We were 3 people in the street that night.
There were 5 other streets like it.
I walked 2 miles down the road.
In 2012 We started again.
It was 4 more years in that place.
I had one close friend there.
Two long drives a week was too much.
""",
}
"""Sentences without an address; whatever is found in them as one is wrong."""
HELD_OUT_WITHOUT = {
    "nb": """
Vi møttes på trappa 3 kvelder på rad.
Det var 12 på avdelingen og 4 på vakt.
Han satt på kontoret 8 timer hver dag.
Jeg leste kapittel 5 på bussen.
Skolen har 340 elever og 28 ansatte.
Da vi kom til Bergen 2 dager senere, var det over.
De la ned 200 plasser i fjor.
Gata 5 minutter unna var stille.
Jeg fikk 7 i karakter på den gamle skalaen.
Hele veien 24 mil uten stopp.
""",
    "nn": """
Ho kom på Vestlandet 3 veker seinare.
Dei hadde 14 born på tunet 2 somrar på rad.
Vegen 6 kilometer unna var stengd.
""",
    "en": """
There were 3 of us in the lane.
I drove 40 miles down that road.
She read 2 chapters of the book, then 1 more.
We had 12 new people on the street team.
It is 5 minutes from the main square.
My 4 close friends all left.
""",
}
"""Such sentences that no rule has seen."""
