import { bind } from '#platform/http/bind.ts';
import { gradesContract } from './grades.contract.ts';
import { askForGrades, editGrades, previewGrades } from './grades.ts';
import { listChanges, listCustomerGrades, listGraded, showCustomerGrade, showGrades } from './show-grades.ts';

export const gradesRoutes = bind(gradesContract, {
  grades: showGrades,
  gradedCustomers: listGraded,
  gradeChanges: listChanges,
  customerGrade: showCustomerGrade,
  customerGrades: listCustomerGrades,
  previewGrades,
  editGrades,
  computeGrades: askForGrades,
});
