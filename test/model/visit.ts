import type { Environment } from './interpreter';
import { isBody, MAIN } from './language';
import type { Body, Code, Expression, Member, Pattern, Program, Statement } from './language';

/** What a parameter holds that is a subsegment by its type: one that is named. */
export const BY_TYPE = -1;

/** Told, too, of the body of the function that the node stands in. */
type Visitor = (node: Expression | Statement, environment: Environment, unit: Body | Expression) => void;

/** Visits every statement and expression of a program, with what is in sight where it stands. */
export function visit(program: Program, visitor: Visitor): void {
  program.helpers.forEach(({ body }) => {
    new Visit(visitor, { handed: BY_TYPE, hasMetrics: true, innermost: undefined }, body).body(body);
  });
  const environment: Environment = { handed: undefined, hasMetrics: true, innermost: MAIN };
  for (const { body } of [...program.locals, program]) {
    new Visit(visitor, environment, body).body(body);
  }
}

class Visit {
  constructor(
    private readonly visitor: Visitor,
    private readonly environment: Environment,
    private readonly unit: Body | Expression,
  ) {}

  body(body: Body): void {
    for (const statement of body) {
      this.statement(statement);
    }
  }

  private statement(node: Statement): void {
    this.visitor(node, this.environment, this.unit);
    switch (node.kind) {
      case 'expression':
      case 'throw':
        return this.expressions(node.value);
      case 'return':
        return this.expressions(node.value);
      case 'declare':
        this.pattern(node.pattern);
        return this.expressions(node.value);
      case 'if':
        this.expressions(node.test);
        return this.bodies(node.yes, node.no);
      case 'switch':
        this.expressions(node.on, ...node.cases.map(({ test }) => test));
        return this.bodies(...node.cases.map(({ body }) => body));
      case 'loop': {
        const { form } = node;
        const isOver = form === 'of' || form === 'in' || form === 'await of';
        if (isOver) {
          this.pattern(node.pattern);
        }
        this.expressions(
          isOver || form === 'for' ? node.first : undefined,
          isOver || form === 'endless' ? undefined : node.test,
          form === 'for' || form === 'endless' ? node.update : undefined,
        );
        return this.bodies(node.body);
      }
      case 'labelled':
        return this.bodies(node.body);
      case 'try':
        if (node.handler) {
          this.pattern(node.caught);
        }
        return this.bodies(node.block, node.handler, node.finalizer);
    }
  }

  private bodies(...bodies: readonly (Body | undefined)[]): void {
    for (const body of bodies) {
      this.body(body ?? []);
    }
  }

  private expressions(...nodes: readonly (Expression | undefined)[]): void {
    for (const node of nodes) {
      if (node) {
        this.expression(node);
      }
    }
  }

  private code({ body }: Pick<Code, 'body'>, environment = this.environment): void {
    const inside = new Visit(this.visitor, environment, body);
    if (isBody(body)) {
      inside.body(body);
    } else {
      inside.expression(body);
    }
  }

  private pattern(pattern: Pattern): void {
    if (pattern.kind !== 'name') {
      this.expressions(pattern.key, pattern.fallback);
      this.pattern(pattern.inner);
    }
  }

  private member(member: Member): void {
    switch (member.kind) {
      case 'field':
        return this.expressions(member.key, member.value);
      case 'method':
        this.expressions(member.key);
        return this.code(member.code);
      case 'static':
        return this.body(member.body);
    }
  }

  private expression(node: Expression): void {
    this.visitor(node, this.environment, this.unit);
    switch (node.kind) {
      case 'operator':
      case 'call':
      case 'chain':
        return this.expressions(...node.operands);
      case 'logical':
        return this.expressions(node.left, node.right);
      case 'conditional':
        return this.expressions(node.test, node.yes, node.no);
      case 'not':
      case 'cast':
      case 'await':
      case 'yield':
        return this.expressions(node.operand);
      case 'sequence':
        return this.expressions(node.first, node.last);
      case 'assign':
        return this.expressions(node.key, node.value);
      case 'destructure':
        this.pattern(node.pattern);
        return this.expressions(node.value);
      case 'class':
        this.expressions(node.heritage);
        return node.members.forEach((member) => this.member(member));
      case 'function':
      case 'callback':
      case 'immediate':
        return this.code(node.code);
      case 'capture':
        return this.code(node.code, { ...this.environment, innermost: node.id });
      case 'settle': {
        const used = node.method === 'then both' ? 2 : 1;
        this.expressions(node.base);
        return node.callbacks.slice(0, used).forEach((code) => this.code(code));
      }
    }
  }
}
