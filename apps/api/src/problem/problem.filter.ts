import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { answerProblem } from './answer-problem.js';

/** Answers every error of every route, unknown routes included. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(error, http.getRequest(), http.getResponse());
  }
}
