"""Void terms in wordings that no list was made from, and harmless sentences beside them."""

from __future__ import annotations

import pytest

from aftersales_docs.language import LANGS, Lang
from aftersales_docs.law import LAWS, LawCode
from aftersales_docs.rules.free_text import void_words
from aftersales_docs.rules.void_rules import CONSUMER

# By rule: what terms of business say to consumers.
WORDINGS: dict[Lang, dict[str, tuple[str, ...]]] = {
    "de": {
        "receipt": (
            "Zur Geltendmachung von Mängelrechten ist die Rechnung im Original vorzulegen",
            "Ohne Beleg keine Gewährleistung",
            "Wer keine Rechnung vorweisen kann, hat keinen Anspruch auf Reparatur",
            "Bei fehlendem Kaufnachweis lehnen wir die Bearbeitung ab",
        ),
        "card": (
            "Die Rechte stehen nur registrierten Kunden zu",
            "Gewährleistung nur bei Einsendung der Garantiekarte binnen 14 Tagen",
            "Der Garantieschein muss abgestempelt sein, sonst keine Reparatur",
        ),
        "packaging": (
            "Geräte ohne Originalkarton nehmen wir nicht an",
            "Die Rücksendung ohne Umkarton wird nicht akzeptiert",
            "Reklamationen bitte nur in der Originalschachtel; sonst wird die Annahme verweigert",
        ),
        "seal": (
            "Ist die Versiegelung beschädigt, haften wir nicht",
            "Beim Aufbrechen des Siegels geht der Anspruch unter",
            "Mit Beschädigung des Klebesiegels enden alle Ansprüche",
            "Wird das Gehäuse aufgeschraubt, endet die Garantie",
            "Ein gebrochenes Siegel schließt jede Gewährleistung aus",
            "Öffnen des Geräts führt zum Garantieverlust",
        ),
        "workshop": (
            "Reparaturen durch andere als unsere Vertragswerkstätten: die Rechte erlöschen",
            "Der Kunde darf das Gerät nur von unserem Kundendienst reparieren lassen",
            "Nachbesserung erfolgt nicht, wenn Unbefugte am Gerät gearbeitet haben",
            "Lässt der Käufer das Gerät anderswo reparieren, ist die Haftung ausgeschlossen",
            "Reparaturen nur bei autorisierten Händlern",
            "Wer das Gerät selbst repariert, verliert alle Ansprüche",
        ),
        "maintenance": (
            "Wird das Serviceintervall überschritten, besteht kein Anspruch",
            "Gewährleistung nur bei lückenlosem Serviceheft",
        ),
        "no-return": (
            "Sonderangebote können weder umgetauscht noch zurückgegeben werden",
            "Eine Rückerstattung findet nicht statt",
            "Ware wird nicht zurückgenommen",
            "Der Käufer kann nur Reparatur verlangen",
            "Der Rücktritt vom Kaufvertrag ist nicht gestattet",
            "Ohne Schachtel keine Rücknahme",
            "Umtausch ausgeschlossen!",
            "Reduzierte Artikel sind vom Umtausch ausgenommen",
            "Rückerstattung nur in Form eines Gutscheins",
        ),
        "forfeit": (
            "Bei gewerblicher Nutzung erlöschen sämtliche Mängelrechte",
            "Die Rechte des Käufers enden mit dem Weiterverkauf",
            "Verstöße führen zum Verlust der Gewährleistung",
        ),
        "no-warranty": (
            "Der Verkauf erfolgt ohne Sachmängelhaftung",
            "Für Gebrauchtgeräte übernehmen wir keine Gewähr",
            "Ausstellungsstücke werden wie besichtigt verkauft",
            "Rechte wegen Mängeln bestehen nicht",
            "Keine Gewährleistung auf B-Ware",
        ),
        "venue": (
            "Klagen sind bei dem Gericht am Sitz des Verkäufers zu erheben",
            "Für Rechtsstreitigkeiten ist Hannover zuständig",
            "Streitigkeiten werden durch ein Schiedsgericht entschieden",
            "Es gilt der Gerichtsstand des Herstellers",
            "Gerichtsort ist Hannover",
            "Als Gerichtsstand wird Hannover vereinbart",
            "Es wird das Landgericht Hannover als zuständig vereinbart",
            "Erfüllungsort und Gerichtsstand ist der Sitz der Firma",
        ),
        "burden": (
            "Der Kunde hat zu belegen, dass der Mangel von Anfang an vorlag",
            "Kann der Käufer die Ursache nicht nachweisen, lehnen wir ab",
            "Der Kunde trägt die Beweislast",
        ),
        "costs": (
            "Das Porto trägt der Käufer",
            "Die Transportkosten gehen zu Lasten des Kunden",
            "Der Kunde übernimmt die Kosten für Hin- und Rückversand",
            "Die Abholung erfolgt gegen Gebühr",
            "Für die Überprüfung berechnen wir dem Kunden 49 €",
            "Sendungen sind frei einzusenden; unfreie Sendungen werden nicht angenommen",
            "Rücksendekosten werden nicht erstattet",
            "Der Käufer trägt Hin- und Rückfracht",
        ),
        "form": (
            "Mängel sind per eingeschriebenem Brief zu rügen",
            "Reklamationen per E-Mail oder Telefon werden nicht bearbeitet",
            "Mängelrügen bedürfen der Schriftform",
        ),
        "consent": (
            "Schweigt der Kunde zwei Wochen, gilt dies als Zustimmung",
            "Mit der Unterschrift erklärt der Kunde, keine Ansprüche mehr zu haben",
        ),
        "answer-time": (
            "Unsere Antwort erfolgt nach spätestens drei Monaten",
            "Der Verkäufer hat 45 Tage Zeit, auf eine Reklamation zu antworten",
            "Eine Entscheidung ergeht innerhalb eines Quartals",
            "Die Reparatur kann bis zu acht Wochen dauern, der Kunde muss so lange warten",
            "Antwort binnen 60 Werktagen",
        ),
        "short-claims": (
            "Nach zwei Wochen sind Reklamationen ausgeschlossen",
            "Die Rechte des Käufers erlöschen nach einem halben Jahr",
            "Gewährleistungsfrist: ein Jahr",
            "Auf Verschleißteile gewähren wir sechs Monate Gewährleistung",
            "Mängel sind sofort bei Lieferung zu melden, spätere Rügen sind ausgeschlossen",
            "Garantie: 6 Monate ab Kauf, danach kein Anspruch",
            "Die gesetzliche Gewährleistung wird auf ein Jahr verkürzt",
        ),
        "use-charge": (
            "Bei Rückgabe ziehen wir für jeden Monat der Nutzung 2 % ab",
            "Der Wertverlust durch Gebrauch wird vom Kaufpreis abgezogen",
            "Von der Erstattung wird ein Betrag für die Nutzung einbehalten",
        ),
        "voucher": (
            "Statt Bargeld gibt es eine Gutschrift für den nächsten Einkauf",
            "Der Kaufpreis wird als Guthaben erstattet",
        ),
        "no-liability": (
            "Eine Haftung für mittelbare Schäden ist ausgeschlossen",
            "Wir stehen für Schäden nicht ein",
            "Wir leisten keinen Ersatz",
        ),
    },
    "ru": {
        "receipt": (
            "Возврат денег без чека невозможен",
            "Для обращения необходимо предъявить кассовый чек",
            "Претензии рассматриваются при предъявлении документа, подтверждающего покупку",
            "При отсутствии чека возврат не осуществляется",
        ),
        "card": (
            "Утрата гарантийного талона прекращает гарантийные обязательства",
            "Без заполненного талона изделие в ремонт не принимается",
            "Неправильно заполненный гарантийный талон недействителен, и ремонт платный",
            "Гарантия недействительна без печати магазина в талоне",
        ),
        "packaging": (
            "Обмен возможен при наличии полной комплектации и заводской коробки",
            "Товар принимается к возврату в оригинальной упаковке",
            "Отсутствие упаковки — основание для отказа",
            "Без упаковки товар не принимаем",
        ),
        "seal": (
            "Гарантия аннулируется при вскрытии корпуса",
            "Срыв пломбы снимает изделие с гарантии",
            "Изделия с нарушенными пломбами на гарантийный ремонт не принимаются",
            "Разборка изделия лишает права на гарантийный ремонт",
            "При наличии следов вскрытия в гарантии отказывается",
            "Нарушение гарантийных пломб — отказ в обслуживании",
        ),
        "workshop": (
            "Монтаж должен выполняться только специалистами АСЦ, иначе гарантия не действует",
            "Гарантия утрачивает силу при установке неуполномоченной организацией",
            "При вмешательстве третьих лиц гарантия аннулируется",
            "Использование неоригинальных запчастей прекращает гарантию",
            "Ремонт только в АСЦ",
            "Ремонт вне сервисного центра аннулирует гарантию",
        ),
        "maintenance": (
            "Пропуск планового ТО прекращает гарантию",
            "Гарантия действует при условии прохождения регламентных работ у дилера",
        ),
        "no-return": (
            "Технически сложный товар обмену не подлежит",
            "Возврату не подлежит",
            "Уцененный товар не возвращается и не обменивается",
            "Покупатель вправе требовать только ремонта",
            "Деньги за товар не возвращаются",
            "Денежные средства не возвращаются",
            "Товар со скидкой возврату не подлежит",
            "Купленный товар обратно не принимается и не обменивается",
            "Магазин не возвращает деньги",
            "Продавец вправе отказать в возврате",
            "В случае поломки покупатель вправе рассчитывать только на ремонт",
        ),
        "forfeit": (
            "Гарантия аннулируется",
            "При нарушении правил эксплуатации покупатель теряет право на бесплатный ремонт",
            "Гарантийные обязательства прекращаются при передаче товара другому лицу",
            "Гарантия снимается",
        ),
        "no-warranty": (
            "На аккумулятор гарантия не распространяется",
            "Распродажный товар реализуется без гарантии",
            "Товар передаётся в том виде, в каком он есть, претензии не принимаются",
            "Гарантия не предоставляется",
            "Претензии после подписания накладной не принимаются",
            "По истечении 14 дней претензии не принимаются",
        ),
        "venue": (
            "Все споры подлежат рассмотрению в суде по месту регистрации продавца",
            "Споры рассматриваются в Арбитражном суде г. Самары",
            "Подсудность — по месту нахождения исполнителя",
            "Иски к продавцу подаются в Ленинский районный суд г. Самары",
            "Споры рассматриваются по месту нахождения продавца",
        ),
        "burden": (
            "Покупатель должен подтвердить, что недостаток возник до передачи товара",
            "Обязанность доказать заводской брак возлагается на потребителя",
            "Покупатель доказывает наличие брака",
        ),
        "costs": (
            "Доставку товара в сервис осуществляет покупатель за свой счёт",
            "Покупатель самостоятельно доставляет товар в сервисный центр",
            "Транспортные расходы не возмещаются",
            "Расходы на экспертизу относятся на счёт покупателя",
            "Доставка крупногабаритного товара оплачивается покупателем",
            "Выезд мастера платный",
            "Обратная пересылка за счёт клиента",
            "Покупатель несёт все транспортные расходы",
        ),
        "form": (
            "Претензия направляется исключительно почтой",
            "Устные обращения и обращения по электронной почте не рассматриваются",
            "Претензии принимаются только на бланке магазина",
        ),
        "consent": (
            "Молчание покупателя считается согласием",
            "Подписывая акт, заказчик подтверждает отсутствие претензий",
            "При отсутствии возражений в течение 5 дней работы считаются принятыми",
        ),
        "answer-time": (
            "Продавец отвечает на претензию в течение 30 дней",
            "Деньги возвращаются в течение 30 банковских дней",
            "Срок гарантийного ремонта — до 90 дней",
            "Проверка качества занимает до двух месяцев",
            "Замена товара производится в течение 45 дней",
            "Срок ответа на претензию — один месяц",
            "Срок рассмотрения — 45 дней",
            "Гарантийный ремонт выполняется в течение 60 рабочих дней",
        ),
        "short-claims": (
            "Претензии по комплектности принимаются только в день покупки",
            "Рекламации по внешнему виду принимаются в течение 3 дней",
            "Срок предъявления требований — 6 месяцев",
        ),
        "use-charge": (
            "Из стоимости товара вычитается амортизация",
            "При возврате покупатель оплачивает износ",
            "Возвращается стоимость товара с учётом износа",
            "Возврат производится за вычетом 20 % стоимости",
        ),
        "voucher": (
            "Возврат осуществляется бонусными баллами",
            "Вместо денег выдаётся подарочная карта",
        ),
        "no-liability": (
            "Продавец не несёт ответственности за косвенные убытки",
            "Компания не возмещает упущенную выгоду",
            "Изготовитель освобождается от ответственности за вред, причинённый товаром",
        ),
    },
    "en": {
        "receipt": (
            "A valid receipt must accompany every claim",
            "Claims will not be considered unless the buyer shows the invoice",
            "Without a receipt we can't help",
        ),
        "card": (
            "An uncompleted warranty card makes the warranty invalid",
            "You must register your product within 30 days to be covered",
            "The warranty is not valid without a stamped warranty card",
        ),
        "packaging": (
            "The goods must be sent back in their original carton, otherwise we reject the claim",
            "We do not take goods back if the box is missing",
            "Original packaging required for any exchange",
        ),
        "seal": (
            "Breaking the seal ends your rights",
            "If the housing has been opened, we accept no claims",
            "Tampering with the security label terminates the warranty",
            "A damaged seal means no warranty",
            "Warranty void if opened",
        ),
        "workshop": (
            "The warranty ends if anyone other than our own engineers repairs the unit",
            "Only our service centre may repair the goods",
            "Repair elsewhere releases us from all obligations",
            "Repairs must be done by authorised service centres only",
            "Own repairs void the guarantee",
            "Guarantee lost if serviced elsewhere",
        ),
        "maintenance": (
            "The warranty is conditional on servicing by an authorised dealer",
            "Missed services end the warranty",
        ),
        "no-return": (
            "We do not exchange or refund sale items",
            "No returns",
            "Goods once sold will not be taken back",
            "The buyer's only right is repair",
            "The buyer may not cancel the contract",
            "Sale goods: no exchange, no refund",
            "We never refund",
        ),
        "forfeit": (
            "All rights end if the goods are resold",
            "Misuse terminates the warranty",
        ),
        "no-warranty": (
            "We give no warranty for used goods",
            "Batteries are not covered by any warranty",
            "The buyer accepts the goods in their present condition",
            "All goods are sold without warranty of any kind",
        ),
        "venue": (
            "The courts of Hanover shall have jurisdiction",
            "Any dispute shall be heard at the Seller's place of business",
            "Claims may be brought only before the courts of Samara",
            "Place of jurisdiction: Hanover",
            "Courts of Samara only",
            "Disputes are decided where the seller has its registered office",
        ),
        "burden": (
            "It is for the buyer to show that the fault was there from the start",
            "The consumer bears the burden of proof for defects",
            "The customer has to prove a manufacturing defect",
        ),
        "costs": (
            "Postage is the customer's responsibility",
            "The buyer pays for transport to the workshop",
            "A diagnostic charge of £30 applies",
            "The consumer must deliver the goods at his own cost",
            "We charge for inspection",
            "The customer bears the shipping costs",
            "The buyer shall bear transport costs",
        ),
        "form": (
            "Complaints by telephone or e-mail are not accepted",
            "Notice of defects must be by registered mail",
            "Complaints in writing only",
        ),
        "consent": (
            "Silence counts as acceptance",
            "By signing, the customer confirms having no claims",
        ),
        "answer-time": (
            "The seller has 45 days to answer",
            "Please allow three months for your claim to be dealt with",
            "A decision will be given within 90 days",
            "We answer within 60 working days",
        ),
        "short-claims": (
            "Complaints after seven days will not be considered",
            "Rights end six months after delivery",
            "Any defect must be notified on the day of delivery",
            "Claims must be made within 7 days of delivery",
            "The statutory warranty is shortened to one year",
            "After 30 days no claim will be entertained",
        ),
        "use-charge": (
            "The refund is reduced for wear and tear",
            "We deduct 2% for each month of use",
            "A 15% deduction for use applies",
        ),
        "voucher": (
            "Refunds are made as a credit note",
            "The price is credited towards another purchase",
            "Refund in vouchers only",
        ),
        "no-liability": (
            "We accept no responsibility for consequential loss",
            "The manufacturer disclaims liability for injury",
        ),
    },
}
# What letters say in the same words, and may say.
HARMLESS: dict[Lang, tuple[str, ...]] = {
    "de": (
        "Die Garantie endet am 3. März 2029.",
        "Ihre Ansprüche enden nicht mit der Garantie.",
        "Ihre Rechte verjähren zum Ende des Jahres 2028.",
        "Die Kosten des Transports tragen wir.",
        "Bitte verpacken Sie das Gerät in einem festen Karton.",
        "Wir haben das Gerät am 3. Mai in unserer Werkstatt geöffnet.",
        "Sie müssen nicht nachweisen, dass der Mangel von Anfang an bestand.",
        "Wir holen das Gerät am Tag der Lieferung des Ersatzes ab.",
        "Die Gutschrift der Bank erfolgt am 4. Dezember.",
        "Der Restbetrag wird Ihrem Konto gutgeschrieben.",
        "Die Abholung ist für Sie kostenlos.",
        "Das Ergebnis der Prüfung teilen wir Ihnen telefonisch mit.",
        "Ein Beleg über die Zahlung liegt bei.",
        "Der Käufer kann am Sitz des Verkäufers oder an seinem Wohnort klagen.",
    ),
    "ru": (
        "Доставка товара бесплатна для Вас.",
        "Платить за экспертизу Вы не обязаны.",
        "Товар возвращён Вам в заводской упаковке.",
        "Баллы за покупку сохраняются на Вашей карте.",
        "В день получения товара он был исправен.",
        "Мы возместим Вам расходы на доставку.",
        "Вы вправе обратиться устно или по электронной почте.",
        "Стоимость ремонта Вам возмещена.",
        "Продавец самостоятельно доставляет товар покупателю.",
        "Гарантийные обязательства прекращаются 1 марта 2027 г.",
    ),
    "en": (
        "We take back the old unit when the new one is delivered.",
        "The guarantee ends on 3 March 2029.",
        "Your rights do not end with the guarantee.",
        "On receipt of the goods we will inspect them.",
        "You need not prove that the fault existed on delivery.",
        "You can tell us by telephone or e-mail.",
        "We bear the cost of transport.",
        "The sealed bearing was replaced.",
        "We will not charge for inspection.",
        "The amount will be credited to your account.",
        "The workshop opened the unit on 3 May.",
    ),
}


def _rules(text: str, lang: Lang, law: LawCode) -> set[str]:
    return {void.rule for void in void_words(text, lang, law, consumer=True)}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("law", LAWS)
def test_every_wording_is_found(lang: Lang, law: LawCode) -> None:
    missed = [
        (rule, text)
        for rule, texts in WORDINGS[lang].items()
        for text in texts
        # A German trader has a reasonable time, up to some thirty days.
        if rule not in _rules(text, lang, law) and not (rule == "answer-time" and law == "de")
    ]
    assert not missed


@pytest.mark.parametrize("lang", LANGS)
def test_a_long_wait_is_found_under_german_law(lang: Lang) -> None:
    texts = [
        text for text in WORDINGS[lang]["answer-time"] if not {"30", "месяц"} & {*text.split()}
    ]
    assert [text for text in texts if "answer-time" not in _rules(text, lang, "de")] == []
    assert texts


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("law", LAWS)
def test_what_a_letter_may_say_is_left_alone(lang: Lang, law: LawCode) -> None:
    told = {text: found for text in HARMLESS[lang] if (found := _rules(text, lang, law))}
    assert not told


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_has_wordings(lang: Lang) -> None:
    assert set(WORDINGS[lang]) == set(CONSUMER) - {"beyond-list"}


# Causes in lists of exclusions, without a verb; lawful ones are in test_free_text.
CAUSES: dict[Lang, dict[str, tuple[str, ...]]] = {
    "de": {
        "receipt": ("verlorenen Kaufbeleg",),
        "card": ("fehlende Registrierung",),
        "packaging": ("fehlenden Karton",),
        "seal": (
            "das Öffnen des Gehäuses",
            "beschädigte Etiketten",
            "das Aufschrauben des Geräts",
        ),
        "workshop": ("Reparatur in fremden Werkstätten", "eigenhändige Reparaturversuche"),
        "maintenance": ("nicht durchgeführte Wartungen",),
        "beyond-list": ("Schäden durch Ungeziefer",),
    },
    "ru": {
        "receipt": ("утраты чека",),
        "card": ("непредъявления паспорта изделия",),
        "packaging": ("отсутствия коробки",),
        "seal": ("вскрытия корпуса", "повреждения гарантийной наклейки"),
        "workshop": ("ремонта не в АСЦ", "установки изделия не уполномоченными лицами"),
        "maintenance": ("непрохождения ТО",),
        "beyond-list": ("попадания воды", "грызунов"),
    },
    "en": {
        "receipt": ("a lost receipt",),
        "card": ("lack of registration",),
        "packaging": ("a missing box",),
        "seal": ("opened housing", "a removed label", "dismantling by the buyer"),
        "workshop": ("repair elsewhere", "modification by third parties"),
        "maintenance": ("missed services",),
        "beyond-list": ("power surges", "damage by pets"),
    },
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("law", LAWS)
def test_every_cause_is_found(lang: Lang, law: LawCode) -> None:
    missed = []
    for rule, causes in CAUSES[lang].items():
        for text in causes if law in CONSUMER[rule].keys else ():
            found = void_words(text, lang, law, consumer=True, excluding=True)
            missed += [] if rule in {void.rule for void in found} else [(rule, text)]
    assert not missed
