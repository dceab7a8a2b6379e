import { registry } from "@web/core/registry";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { getCustomColor } from "@web/core/colors/colors";
import { cookie } from "@web/core/browser/cookie";
import {
    JournalDashboardGraphField,
    journalDashboardGraphField,
} from "@web/views/fields/journal_dashboard_graph/journal_dashboard_graph_field";

/** Odoo's graph of a dashboard card, with a second bar on each day for what failed, and drawn anew with its record. */
export class DayGraph extends JournalDashboardGraphField {
    setup() {
        super.setup();
        useRecordObserver((record) => {
            this.data = JSON.parse(record.data[this.props.name] || "[]");
            if (this.chart && this.data.length) {
                this.renderChart();
            }
        });
    }

    getBarChartConfig() {
        const [{ key, failed_key, values }] = this.data;
        const config = super.getBarChartConfig();
        const [sent] = config.data.datasets;
        const scheme = cookie.get("color_scheme");
        const failed = {
            ...sent,
            data: values.map((day) => day.failed),
            label: failed_key,
            backgroundColor: getCustomColor(scheme, "#d44c59", "#e46f78"),
        };
        config.data.datasets = [{ ...sent, label: key, backgroundColor: getCustomColor(scheme, "#28a745", "#3fb65c") }, failed];
        const { x } = config.options.scales;
        config.options.scales.x = { ...x, stacked: true, grid: { display: false }, ticks: { ...x.ticks, maxRotation: 0, autoSkipPadding: 8 } };
        // Few and small numbers must not look like many.
        config.options.scales.y = { stacked: true, beginAtZero: true, suggestedMax: 4, ticks: { precision: 0 } };
        config.options.plugins.tooltip = { ...config.options.plugins.tooltip, mode: "index" };
        config.options.plugins.legend = { display: true, position: "bottom", labels: { boxWidth: 12 } };
        return config;
    }
}

registry.category("fields").add("qb_day_graph", { ...journalDashboardGraphField, component: DayGraph });
