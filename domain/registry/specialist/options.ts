import type { Option } from '../fieldKinds';

/** 907 п. 4.6 п. 2 names four sectors; the rest of the participants are `other`. */
export const sectors: readonly Option[] = [
  { code: 'social', ru: 'социальное обслуживание', tt: 'социаль хезмәт күрсәтү' },
  { code: 'health', ru: 'здравоохранение', tt: 'сәламәтлек саклау' },
  { code: 'education', ru: 'образование', tt: 'мәгариф' },
  { code: 'legal', ru: 'юридическая помощь', tt: 'юридик ярдәм' },
  { code: 'other', ru: 'иная', tt: 'башка' },
];

/** Posts that the accompaniment of citizens calls for (907 п. 6.2); `other` is said in the matter. */
export const specialities: readonly Option[] = [
  { code: 'psychologist', ru: 'психолог', tt: 'психолог' },
  {
    code: 'childPsychologist',
    ru: 'детский психолог',
    tt: 'балалар психологы',
    also: ['ребёнок', 'дети', 'подросток', 'бала'],
  },
  { code: 'socialTeacher', ru: 'социальный педагог', tt: 'социаль педагог' },
  { code: 'socialWorker', ru: 'социальный работник', tt: 'социаль хезмәткәр' },
  { code: 'socialWorkSpecialist', ru: 'специалист по социальной работе', tt: 'социаль эш белгече' },
  { code: 'lawyer', ru: 'юрист, адвокат', tt: 'юрист, адвокат' },
  { code: 'doctor', ru: 'врач', tt: 'табиб' },
  { code: 'nurse', ru: 'медицинская сестра', tt: 'шәфкать туташы' },
  { code: 'speechTherapist', ru: 'логопед', tt: 'логопед' },
  { code: 'defectologist', ru: 'дефектолог', tt: 'дефектолог' },
  { code: 'rehabilitologist', ru: 'реабилитолог', tt: 'реабилитолог' },
  { code: 'narcologist', ru: 'нарколог', tt: 'нарколог' },
  { code: 'psychiatrist', ru: 'психиатр', tt: 'психиатр' },
  { code: 'teacher', ru: 'педагог', tt: 'педагог' },
  { code: 'careerAdviser', ru: 'профконсультант', tt: 'һөнәр консультанты' },
  { code: 'youthWorker', ru: 'специалист по работе с молодёжью', tt: 'яшьләр белән эшләү белгече' },
  { code: 'sportsInstructor', ru: 'инструктор по адаптивному спорту', tt: 'адаптив спорт инструкторы' },
  { code: 'other', ru: 'иной', tt: 'башка' },
];
