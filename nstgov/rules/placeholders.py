"""Words that people write to fill a line, in many languages; a bar or a line's end stands between two of them."""

PLACEHOLDERS = """
tbd | tba | tbc | todo | to do | to be done | to be decided | to be defined | to be determined | to follow | fixme
n a | na | none | nothing | nil | null | not applicable | not available | no comment | no reason | no reasons | no | yes
because | just because | because i say so | because we say so | why not | obvious | obviously | it is obvious
self explanatory | as above | as the title says | see above | see below | see title | same | same as above | ditto
placeholder | text | text here | some text | your text here | insert text here | write here | fill in | fill this in
coming soon | soon | later | more later | etc | whatever | something | anything | test | testing | foo | bar | baz
asdf | asdfgh | qwerty | bla | blah | need | the need | reason | reasons | important | it is important | dot dot dot
folgt | kommt noch | noch offen | offen | keine | keiner | keines | nichts | k a | keine angabe | keine angaben
weil | darum | einfach so | ist so | siehe oben | siehe titel | wie oben | entfällt | platzhalter | später | grund
à faire | à définir | à compléter | à suivre | à venir | aucun | aucune | rien | néant | s o | sans objet | parce que
c est comme ça | pourquoi pas | voir ci dessus | voir titre | voir le titre | idem | plus tard
por hacer | por definir | por completar | pendiente | ninguno | ninguna | nada | no aplica | no procede | porque
porque si | porque sí | por qué no | ver arriba | ver título | ver el título | igual | más tarde | luego
por fazer | a fazer | a definir | nenhum | nenhuma | não se aplica | porque sim | porque não | ver acima | mais tarde
da fare | da definire | da completare | nessuno | nessuna | niente | nulla | non applicabile | perché | perché sì
perché no | vedi sopra | vedi titolo | come sopra | più tardi
nog te doen | nog te bepalen | volgt | geen | niets | nvt | n v t | niet van toepassing | omdat | daarom | zie boven
do zrobienia | do ustalenia | brak | nic | nie dotyczy | bo tak | ponieważ | jak wyżej | później
doplnit | bude doplněno | žádné | nic | protože | viz výše | kommer senare | inget | ingen | saknas | därför | eftersom
yok | hiçbiri | yapılacak | belirlenecek | çünkü | yukarıda | nincs | mert | később | ei ole | koska | nimic | pentru că
нет | ничего | не применимо | потом | позже | потому что | см выше | немає | нічого | тому що | пізніше | няма | защото
τίποτα | κανένα | διότι | επειδή | όπως παραπάνω
لا شيء | لا يوجد | لاحقا | لاحقًا | لأن | ندارد | هیچ | بعدا | بعداً | چون | אין | כי ככה | אחר כך
कोई नहीं | कुछ नहीं | क्योंकि | बाद में | hakuna | kwa sababu | baadaye | tidak ada | karena | nanti
无 | 無 | 没有 | 沒有 | 暂无 | 暫無 | 待定 | 待补充 | 因为 | 因為 | 同上 | 略 | なし | 特になし | 未定 | 後で
없음 | 미정 | 해당 없음 | 나중에 | không | không có | vì
"""  # noqa: RUF001 -- words of many languages are what this is about
