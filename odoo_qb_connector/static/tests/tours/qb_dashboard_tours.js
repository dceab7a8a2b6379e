import { registry } from "@web/core/registry";

const CARD = ".o_qb_dashboard .o_kanban_record:contains(Books of the tour)";
const BACK = { content: "back to the dashboard", trigger: ".breadcrumb-item a:contains(Dashboard)", run: "click" };

/** Press the number `label`, which is `figure`; its list has so many `rows` and the `title`. */
function opens(label, figure, title, rows) {
    return [
        {
            content: `${label} is ${figure}`,
            trigger: `${CARD} .o_qb_number a:contains(${label}):has(.o_qb_figure:text(${figure}))`,
            run: "click",
        },
        {
            content: `${title}: ${rows} in the list`,
            trigger: `.o_action_manager:has(.o_breadcrumb .active:contains(${title})):has(.o_pager_limit:text(${rows})) .o_data_row`,
        },
        BACK,
    ];
}

registry.category("web_tour.tours").add("qb_dashboard", {
    steps: () => [
        { content: "how it is", trigger: `${CARD} .o_qb_badge:contains(Connected)` },
        { content: "progress", trigger: `${CARD} .o_qb_progress:contains(2 of 4)` },
        { content: "what the issues hold", trigger: `${CARD}:contains(holding 1 record)` },
        { content: "the graph of the days", trigger: `${CARD} .o_dashboard_graph canvas` },
        ...opens("Waiting", 1, "Waiting for QuickBooks", 1),
        ...opens("Being sent", 1, "Being Sent", 1),
        ...opens("Sent today", 2, "Sent Today", 2),
        ...opens("Sent in 14 days", 3, "Sent in 14 Days", 3),
        ...opens("Issues", 1, "Issues", 1),
        ...opens("Different amounts", 1, "Different Amounts", 1),
        ...opens("Deliveries that nothing invoices", 1, "Delivered, Not Invoiced", 1),
        ...opens("Delivered orders to invoice", 1, "Orders to Invoice", 1),
        { content: "its name opens it", trigger: `${CARD} a:contains(Books of the tour)`, run: "click" },
        { trigger: ".o_form_view [name=name] input:value(Books of the tour)" },
        BACK,
        { trigger: `${CARD}` },
    ],
});

registry.category("web_tour.tours").add("qb_dashboard_trouble", {
    steps: () => [
        { content: "why nothing goes", trigger: `${CARD} .o_qb_trouble:contains(Switched off)` },
        { content: "the button that ends it", trigger: `${CARD} .o_qb_trouble button:contains(Switch On)`, run: "click" },
        { content: "it is on", trigger: `${CARD} .o_qb_badge:contains(Connected)` },
        { content: "nothing to show yet", trigger: `${CARD} .o_qb_nothing:contains(Nothing was sent)` },
    ],
});
