import { registry } from "@web/core/registry";

const PATIENCE = 15;
const SECOND = 1000;

/**
 * After Send Now: the wish was written and, once that was committed, sent. Say what came of it and show it on the form.
 * What is still on its way after a few moments says so. A problem is shown by the action `otherwise`, where one is given:
 * the dialog that it came from, with the way out.
 */
async function showResult(env, action) {
    const ids = action.params.operation_ids;
    let result;
    for (let asked = 0; asked < PATIENCE; asked++) {
        result = await env.services.orm.call("qb.operation", "result_for_user", [ids]);
        if (!result.busy) {
            break;
        }
        // The scheduled action was faster than the button and has the document in its hands.
        await new Promise((resolve) => setTimeout(resolve, SECOND));
    }
    const { type, message } = result;
    if (type === "danger" && action.params.otherwise) {
        return action.params.otherwise;
    }
    env.services.notification.add(message, { type, sticky: type === "danger" });
    return { type: "ir.actions.client", tag: "soft_reload" };
}

registry.category("actions").add("qb_show_result", showResult);
