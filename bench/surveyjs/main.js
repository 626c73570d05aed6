// The wizard's first screen as a SurveyJS form, in the way its documentation shows: a model from JSON, drawn by the
// lightest of its packages, with its own style sheet.
import { Model } from "survey-core";
import { renderSurvey } from "survey-js-ui";
import "survey-core/survey-core.fontless.min.css";

const words = JSON.parse(document.getElementById("words").textContent);
const list = (tag, ids) => `<${tag}>${ids.map((id) => `<li>${words[id]}</li>`).join("")}</${tag}>`;
const text = (name, html) => ({ type: "html", name, html });
const consent = (id) => ({
  type: "checkbox",
  name: id,
  titleLocation: "hidden",
  choices: [{ value: "yes", text: words[id] }],
  isRequired: true,
  requiredErrorText: words[`${id}.missing`],
});

const survey = new Model({
  title: words["terms-title"],
  description: words["terms-title.lead"],
  completeText: words["terms-action"],
  completedHtml: `<p>${words["action-pending"]}</p>`,
  questionErrorLocation: "top",
  elements: [
    text("happens", list("ol", ["terms-happens-data", "terms-happens-bank", "terms-happens-sign"])),
    {
      type: "panel",
      name: "at-hand",
      title: words["terms-at-hand"],
      elements: [text("needed", list("ul", ["terms-at-hand-id", "terms-at-hand-phone", "terms-at-hand-bank"]))],
    },
    consent("terms-conditions"),
    consent("data-terms"),
  ],
});
survey.onAfterRenderSurvey.add(() => {
  document.documentElement.dataset.ready = "";
});
renderSurvey(survey, document.getElementById("survey"));
