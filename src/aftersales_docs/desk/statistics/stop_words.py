"""Words that say nothing of a defect: they join others, or stand in every claim."""

from __future__ import annotations

from typing import Final

_GERMAN: Final = """
aber alle allem allen aller alles als also andere anderen auch auf aus außerdem bald beim beiden
bereits bisher bleibt dabei dadurch dafür dagegen daher damals damit danach dann daran darauf
daraus darin darum darunter dass davon dazu deren dessen deshalb diese diesem diesen dieser dieses
doch dort durch ebenfalls eine einem einen einer eines einmal erst etwa etwas euch eure falls fast
ganz gegen geht gibt habe haben hatte hätte hatten heute hier hinter ihnen ihre ihrem ihren ihrer
immer indem innerhalb jede jedem jeden jeder jedes jedoch jetzt kann kein keine keinem keinen
keiner können konnte lange lässt macht mehr mein meine mehrere mehrfach muss nach nachdem nicht
nichts noch nun nur oben oder oft ohne schon sehr seit seitdem selbst sich sicher sind sobald
sofort sogar solche sondern sonst soll sollte sowie trotz über unter viel vom von vor während wann
waren warum wegen weil weiter weitere welche welcher wenn werden wieder wird wohl wollen worden
wurde wurden würde zeigt ziemlich zudem zwar zwischen kunde kundin kunden gerät geräte ware mangel
defekt kauf gekauft
"""
_RUSSIAN: Final = """
более больше будет была были было быть ваша ваше весь вместо вообще всего всегда всех даже данный
для должен если есть ещё еще затем здесь иногда именно каждый какой когда которая которого которое
которой который которые которых кроме лишь между меня может можно надо нашей него нельзя несколько
нет никогда ничего один однако около оно опять очень перед поэтому после потом почти практически
при причём просто раза себя сейчас снова совсем также такая такие такой теперь того тоже только
тому хотя через чтобы этим этого этой этом этот является имеет покупатель покупателя покупатели
товар товара изделие изделия недостаток дефект покупки
"""
_ENGLISH: Final = """
about above after again against almost along already also although always among another anyone
been before being below between both cannot could does doing done down during each either else
ever every first from further goes have having hence here however into itself just last least less
like made makes many more most much must neither never none nothing often once only other others
over quite rather same several shall should shows since some sometimes soon still such than that
their them then there therefore these they this those though through thus time times together
toward under until upon very well were what when where whether which while will with within
without would your customer product defect item goods unit bought purchase
"""

STOP_WORDS: Final = frozenset(f"{_GERMAN} {_RUSSIAN} {_ENGLISH}".casefold().split())
# After these stands the name of a person.
_TITLES: Final = """
herr herrn frau familie monteur monteurin techniker technikerin mechaniker dr prof господин
господина госпожа мастер мастера техник техника инженер mr mrs ms miss technician engineer
"""
TITLES: Final = frozenset(_TITLES.split())
