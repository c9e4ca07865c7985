import { CustomerGrade } from '../../grades/web/customer-grade.tsx';
import { CustomerStage } from '../../lifecycle/web/customer-stage.tsx';
import { CustomerSegments } from '../../memberships/web/customer-segments.tsx';
import { CustomerScores } from '../../rfm/web/customer-scores.tsx';
import './customer-standing.css';

/** The slot `customer.panels`: where a customer stands with us: the stage and how they came there, grade, scores and segments. */
export function Panel({ customerId }: { customerId: string }) {
  return (
    <div className="cs-standing">
      <CustomerStage customerId={customerId} />
      <CustomerGrade customerId={customerId} />
      <CustomerScores customerId={customerId} />
      <CustomerSegments customerId={customerId} />
    </div>
  );
}
