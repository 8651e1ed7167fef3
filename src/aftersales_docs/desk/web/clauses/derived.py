"""What follows from the data and has no field of its own, in words.

A name is that of the texts, or its last step. ``NOUNS`` are what a place is filled with;
``CONDITIONS`` say when it is so, and when it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ....messages import Worded, worded

NOUNS: Final[Mapping[str, Worded]] = {
    "acknowledgement.employee": worded("who acknowledges"),
    "annex": worded("annex"),
    "appeared": worded("day on which the defect appeared"),
    "basis": worded("legal basis"),
    "burden": worded("burden of proof"),
    "burden_cite": worded("provision on the burden of proof"),
    "claims_ended": worded("last day for claims"),
    "claims_until": worded("last day for claims"),
    "contractor_name": worded("name of the contractor"),
    "contractor_alone": worded("contractor who acts in person"),
    "customer_alone": worded("customer who acts in person"),
    "cover": worded("word for the guarantee"),
    "cure_basis": worded("provision on the cure"),
    "currency_name": worded("name of the currency"),
    "date_blank": worded("room for a date"),
    "enclosed": worded("enclosures"),
    "enclosure_names": worded("names of the enclosures"),
    "exempt_numbers": worded("numbers of the lines without VAT"),
    "zero_numbers": worded("numbers of the lines at 0% VAT"),
    "extended_until": worded("end of the extended warranty"),
    "extension_days": worded("days by which the warranty is extended"),
    "first_replacement_days": worded("days for the first replacement"),
    "guarantee_until": worded("end of the guarantee"),
    "guarantor": worded("who gives the guarantee"),
    "item": worded("entry"),
    "one": worded("entry"),
    "line": worded("line"),
    "amount": worded("amount"),
    "discount": worded("discount"),
    "due": worded("day by which it is due"),
    "ended": worded("day on which the time ended"),
    "label": worded("name of the line"),
    "life": worded("service life"),
    "months": worded("months"),
    "numbers": worded("numbers of the duties"),
    "payer": worded("who pays"),
    "rate": worded("rate"),
    "service": worded("service"),
    "start": worded("beginning"),
    "together": worded("numbers of entries that belong together"),
    "late_years": worded("years for late claims"),
    "limitation": worded("time for claims"),
    "limitation.after_defect": worded("end counted from when the defect appeared"),
    "limitation.after_return": worded("end counted from the return"),
    "limitation.end_for_this_defect": worded("last day for claims because of this defect"),
    "limitation.extended": worded("last day for claims, extended"),
    "limitation_cite": worded("provision on the time for claims"),
    "limitation_months_shown": worded("months of the time for claims"),
    "line_break": worded("new line"),
    "list_end": worded("mark at the end of the entry"),
    "loop.index": worded("running number"),
    "management": worded("what the management is called"),
    "months_after_defect": worded("months from when the defect appeared"),
    "months_after_return": worded("months from the return"),
    "owed": worded("amount owed"),
    "payable": worded("amount payable"),
    "paid": worded("number of payments"),
    "signer": worded("who signs"),
    "organ": worded("office of the signatory"),
    "presumption_months": worded("months of the presumption"),
    "presumption_until": worded("last day of the presumption"),
    "repair_extension_months": worded("months of extension after repair"),
    "repair_term_max": worded("longest time for repair by law"),
    "repaired_limitation": worded("end of the time for claims after repair"),
    "repairer": worded("who repairs"),
    "sender_form": worded("legal form of the company"),
    "sender_name": worded("name of the company with its legal form"),
    "value": worded("value of the work"),
    "vat_rate": worded("rate of VAT"),
    "vat_reason": worded("ground for no VAT"),
    "vat_sum": worded("amount of VAT"),
    "warranty_until": worded("end of the warranty"),
    "work_limitation": worded("years of the time for claims from the work"),
    "work_warranty_until": worded("end of the warranty for the work"),
    "rstrip": worded("defect that was found"),
}
CONDITIONS: Final[Mapping[str, tuple[Worded, Worded]]] = {
    "acknowledgement.sheet": (
        worded("there is a sheet of acknowledgement"),
        worded("there is no sheet of acknowledgement"),
    ),
    "acknowledgement.detailed": (
        worded("the sheet of acknowledgement is detailed"),
        worded("the sheet of acknowledgement is short"),
    ),
    "annexed": (
        worded("there are annexes"),
        worded("there are no annexes"),
    ),
    "enclosed": (
        worded("something is enclosed"),
        worded("nothing is enclosed"),
    ),
    "burden": (
        worded("the burden of proof is stated"),
        worded("the burden of proof is not stated"),
    ),
    "basis.new_part": (
        worded("the law has a rule for a new part"),
        worded("the law has no rule for a new part"),
    ),
    "basis.suspension": (
        worded("the law suspends the time"),
        worded("the law does not suspend the time"),
    ),
    "basis.recourse_limitation": (
        worded("the law limits recourse in time"),
        worded("the law does not limit recourse in time"),
    ),
    "by_guarantee": (
        worded("the guarantee decides who has to prove"),
        worded("the guarantee does not decide who has to prove"),
    ),
    "causal": (
        worded("a ground is about the cause of the defect"),
        worded("no ground is about the cause of the defect"),
    ),
    "consumer": (
        worded("the customer is a consumer"),
        worded("the customer is not a consumer"),
    ),
    "contractor_acts": (
        worded("the contractor acts through a representative"),
        worded("the contractor does not act through a representative"),
    ),
    "customer_acts": (
        worded("the customer acts through a representative"),
        worded("the customer does not act through a representative"),
    ),
    "contractor_alone": (
        worded("the contractor acts in person"),
        worded("the contractor does not act in person"),
    ),
    "claimant_alone": (
        worded("the claimant is a natural person in business"),
        worded("the claimant is no natural person in business"),
    ),
    "customer_alone": (
        worded("the customer acts in person"),
        worded("the customer does not act in person"),
    ),
    "alone": (
        worded("the party acts in person"),
        worded("the party does not act in person"),
    ),
    "organ": (
        worded("the signatory is an organ of the party"),
        worded("the signatory is not an organ of the party"),
    ),
    "cure_information": (
        worded("the consumer is to be told of the longer time after repair"),
        worded("the consumer need not be told of the longer time after repair"),
    ),
    "cure_limited": (
        worded("the remedy demanded is disproportionate"),
        worded("the remedy demanded is not disproportionate"),
    ),
    "customer_numbers": (
        worded("numbers of the customer are given"),
        worded("no numbers of the customer are given"),
    ),
    "examined": (
        worded("the product was examined"),
        worded("the product was not examined"),
    ),
    "exempt_many": (
        worded("several lines are without VAT"),
        worded("one line is without VAT"),
    ),
    "zero_many": (
        worded("several lines are at 0% VAT"),
        worded("one line is at 0% VAT"),
    ),
    "findings": (
        worded("findings are stated"),
        worded("no findings are stated"),
    ),
    "foreign": (
        worded("a party is established outside the country of this law"),
        worded("both parties are established in the country of this law"),
    ),
    "foreign_law": (
        worded("the letter is not in the language of its law"),
        worded("the letter is in the language of its law"),
    ),
    "free": (
        worded("the work is free of charge"),
        worded("the work is not free of charge"),
    ),
    "handed_in": (
        worded("the unit was handed in"),
        worded("the unit was not handed in"),
    ),
    "harmonised": (
        worded("the law has a notice for consumers"),
        worded("the law has no notice for consumers"),
    ),
    "moved": (
        worded("the day was moved to a working day"),
        worded("the day was not moved"),
    ),
    "late": (
        worded("the work came too late"),
        worded("the work did not come too late"),
    ),
    "on_time": (
        worded("the work was done by the day agreed"),
        worded("the work was not done by the day agreed"),
    ),
    "leads": (
        worded("the post has people to lead"),
        worded("the post has no people to lead"),
    ),
    "limitation.lengthened": (
        worded("the time for claims is extended"),
        worded("the time for claims is not extended"),
    ),
    "net_prices": (
        worded("prices are without VAT"),
        worded("prices are with VAT"),
    ),
    "others_guarantee": (
        worded("somebody else's guarantee runs"),
        worded("nobody else's guarantee runs"),
    ),
    "own_guarantee": (
        worded("the company's own guarantee runs"),
        worded("no guarantee of the company's own runs"),
    ),
    "paid": (
        worded("something is paid"),
        worded("nothing is paid"),
    ),
    "promised.repair": (
        worded("repair is promised"),
        worded("no repair is promised"),
    ),
    "promised.replacement": (
        worded("replacement is promised"),
        worded("no replacement is promised"),
    ),
    "promised.transport": (
        worded("transport is promised"),
        worded("no transport is promised"),
    ),
    "recharged": (
        worded("the seller bears the cost of what others do"),
        worded("the seller bears no cost of what others do"),
    ),
    "repair_offered": (
        worded("the manufacturer's duty to repair is mentioned"),
        worded("the manufacturer's duty to repair is not mentioned"),
    ),
    "seller": (
        worded("the company is the seller"),
        worded("the company is not the seller"),
    ),
    "taxed": (
        worded("VAT is charged"),
        worded("no VAT is charged"),
    ),
    "under_warranty": (
        worded("the defect appeared within the warranty"),
        worded("the defect did not appear within the warranty"),
    ),
    "untaxed": (
        worded("some lines are without VAT"),
        worded("no line is without VAT"),
    ),
    "used_sheet": (
        worded("the consumer signs a sheet about used goods"),
        worded("the consumer does not sign a sheet about used goods"),
    ),
    "vat_told": (
        worded("VAT is mentioned"),
        worded("VAT is not mentioned"),
    ),
    "whole_refund": (
        worded("the whole price is refunded"),
        worded("not the whole price is refunded"),
    ),
    "within_two_years": (
        worded("the defect appeared within the time for claims"),
        worded("the defect did not appear within the time for claims"),
    ),
    "within_warranty": (
        worded("the warranty had not ended"),
        worded("the warranty had ended"),
    ),
    "work": (
        worded("the contract is one for work"),
        worded("the contract is not one for work"),
    ),
}
YES: Final = worded("yes")
NO: Final = worded("no")
