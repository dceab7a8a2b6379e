import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("qb_send_now", {
    steps: () => [
        { content: "not sent yet", trigger: ".o_qb_strip .badge:contains(Waiting)" },
        { content: "send it", trigger: "button[name=action_qb_send_now]", run: "click" },
        { content: "what came of it", trigger: ".o_notification:contains(Sent as Invoice)" },
        { content: "the badge follows", trigger: ".o_qb_strip .badge:contains(In QuickBooks)" },
        { content: "the number leads there", trigger: "button[name=action_qb_open]:contains(INV)" },
    ],
});

registry.category("web_tour.tours").add("qb_accept_difference", {
    steps: () => [
        { content: "accepted there, but different", trigger: ".o_qb_strip .badge:contains(Different)" },
        { content: "both totals are shown", trigger: ".o_qb_strip .alert:contains(QuickBooks has $ 100.00, Odoo has $ 108.00)" },
        { content: "three ways out", trigger: "button[name=action_qb_correct_there]" },
        { trigger: "button[name=action_qb_delete_different]" },
        { content: "accept it", trigger: "button[name=action_qb_accept_difference]", run: "click" },
        { content: "why", trigger: ".modal [name=reason] input", run: "edit County tax, settled by hand" },
        { content: "done", trigger: ".modal button[name=action_accept]", run: "click" },
        { content: "it counts as sent", trigger: ".o_qb_strip .badge:contains(In QuickBooks)" },
    ],
});
